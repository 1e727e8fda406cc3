// Receives tickets from Reconnect and believes only those that Reconnect signed. ASP.NET Core, .NET 8 or newer; Program.cs of
//
//     dotnet new web
//     WEBHOOK_SECRET=whsec_... dotnet run
//
// Not compiled or run by Reconnect's own tests; verify-webhook.mjs beside it, which does the same, is.
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

var secret = Environment.GetEnvironmentVariable("WEBHOOK_SECRET")
    ?? throw new InvalidOperationException("set WEBHOOK_SECRET to what Reconnect has");
// In earnest this belongs into a database, and is written together with the ticket.
var known = new ConcurrentDictionary<string, bool>();
var app = WebApplication.CreateBuilder(args).Build();

app.MapPost("/reconnect", async (HttpRequest request) =>
{
    // The bytes as they came: JSON that was read and written anew has another signature.
    using var buffer = new MemoryStream();
    await request.Body.CopyToAsync(buffer);
    var body = buffer.ToArray();
    var id = request.Headers["webhook-id"].ToString();
    if (!Webhook.IsSigned(id, request.Headers["webhook-timestamp"].ToString(), request.Headers["webhook-signature"].ToString(), body, secret, DateTimeOffset.UtcNow))
        return Results.Unauthorized();

    // The same ticket again, because our first answer never arrived: say that all is well, and do nothing.
    if (!known.TryAdd(id, true)) return Results.Ok();
    using var message = JsonDocument.Parse(body);
    if (message.RootElement.GetProperty("type").GetString() == "reconnect.handed-over")
    {
        var ticket = message.RootElement.GetProperty("ticket");
        app.Logger.LogInformation("Ticket {Reference}, revision {Revision}", ticket.GetProperty("reference").GetString(), ticket.GetProperty("revision").GetInt32());
    }
    return Results.NoContent();
});

app.Run();

public static class Webhook
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static bool IsSigned(string id, string timestamp, string signatures, byte[] body, string secret, DateTimeOffset now)
    {
        if (id.Length == 0 || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        // An old one may have been recorded on its way and sent again by somebody else.
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds) return false;

        var key = secret.StartsWith("whsec_", StringComparison.Ordinal)
            ? Convert.FromBase64String(secret["whsec_".Length..])
            : Encoding.UTF8.GetBytes(secret);
        var head = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        var signed = new byte[head.Length + body.Length];
        head.CopyTo(signed, 0);
        body.CopyTo(signed, head.Length);
        var expected = HMACSHA256.HashData(key, signed);

        // There may be several, separated by blanks, while a secret is being changed.
        foreach (var one in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!one.StartsWith("v1,", StringComparison.Ordinal)) continue;
            var given = new byte[expected.Length];
            if (Convert.TryFromBase64String(one[3..], given, out var length)
                && length == expected.Length
                && CryptographicOperations.FixedTimeEquals(given, expected))
                return true;
        }
        return false;
    }
}
