// .NET Framework 4.6, .NET 6 or newer, no packages. Signs who your visitor is, for the chat on your page.
using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

public static class Identity
{
    static string Encode(byte[] bytes)
    {
        return Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>A text in JSON, with every character that is not a plain letter or digit as \uXXXX.</summary>
    static string Quote(string text)
    {
        return "\"" + string.Concat(text.Select(c => c < 128 && char.IsLetterOrDigit(c) ? c.ToString() : "\\u" + ((int)c).ToString("x4"))) + "\"";
    }

    /// <param name="origin">That of your page, such as https://help.example.org.</param>
    public static string Sign(string id, string name, string email, string origin, string secret)
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string claims = "{\"sub\":" + Quote(id) + ",\"name\":" + Quote(name) + ",\"email\":" + Quote(email)
            + ",\"origin\":" + Quote(origin) + ",\"jti\":" + Quote(Guid.NewGuid().ToString())
            + ",\"iat\":" + now + ",\"exp\":" + (now + 300) + "}";
        string content = Encode(Encoding.UTF8.GetBytes("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")) + "." + Encode(Encoding.UTF8.GetBytes(claims));
        using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret)))
        {
            return content + "." + Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes(content)));
        }
    }
}
