/** A browser without scripts, for the pages of the desk. It keeps the cookie, sends its origin with posts, and follows no redirects. */
export function browserAt({ url }: { url: string }) {
  let cookie = "";
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { ...(cookie && { cookie }), ...(init.headers as Record<string, string>) };
    const answer = await fetch(new URL(path, url), { redirect: "manual", ...init, headers });
    const set = answer.headers.get("set-cookie");
    if (set) cookie = /max-age=0/i.test(set) ? "" : (set.split(";")[0] ?? "");
    return answer;
  };
  const see = async (path: string, init?: RequestInit) => {
    const answer = await ask(path, init);
    return {
      status: answer.status,
      headers: answer.headers,
      to: answer.headers.get("location"),
      html: await answer.text(),
    };
  };
  const post = (
    path: string,
    form: Record<string, string> | [string, string][],
    headers: Record<string, string> = {},
  ) =>
    see(path, {
      method: "POST",
      body: new URLSearchParams(form),
      headers: { origin: new URL(url).origin, ...headers },
    });
  return {
    ask,
    see,
    post,
    cookie: () => cookie,
    cookieIs(value: string) {
      cookie = value;
    },
  };
}
