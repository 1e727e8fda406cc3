// @ts-check
/** Puts the chat on any page: a button, and a frame from our server when it is needed. One global, `Reconnect`; no dependency. */
(() => {
  /** @typedef {import("./widget").Reconnect} Widget @typedef {import("./widget").WidgetEvents} Events */
  const page = /** @type {Window & { Reconnect?: Widget }} */ (/** @type {unknown} */ (window));
  const tag = /** @type {HTMLScriptElement | null} */ (
    document.currentScript ?? document.querySelector('script[src*="/widget.js"]')
  );
  // A second tag, or one that a single-page application adds again, changes nothing.
  if (page.Reconnect || !tag) return;
  const { origin } = new URL(tag.src);
  const look = { ...tag.dataset };
  const openKey = "reconnect-open";
  const resumeKey = "reconnect-resume";

  const host = document.createElement("reconnect-chat");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
:host { all: initial; position: fixed; z-index: 2147483000; inset-block-end: var(--reconnect-bottom, 20px);
  inset-inline-end: var(--reconnect-side, 20px); font: 15px/1.4 system-ui, sans-serif; color-scheme: light dark }
:host([data-position=left]) { inset-inline: var(--reconnect-side, 20px) auto }
:host([data-position=left]):dir(rtl), :host([data-position=right]):dir(rtl) { inset-inline: auto var(--reconnect-side, 20px) }
button { all: unset; box-sizing: border-box; cursor: pointer; border-radius: var(--reconnect-radius, 28px) }
button:focus-visible { outline: 3px solid CanvasText; outline-offset: 2px }
.launch { position: relative; display: grid; place-items: center; width: 56px; height: 56px; margin-inline-start: auto;
  background: var(--reconnect-color, #1f5f8b); color: var(--reconnect-on-color, #fff); box-shadow: 0 4px 16px #0005; transition: transform .15s }
.launch:hover { transform: scale(1.05) }
.launch img { width: 28px; height: 28px }
.launch:not(:has(img))::before { content: ""; width: 24px; height: 24px; background: currentColor; scale: 1.2;
  clip-path: path(evenodd, "M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-7l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM7 8v2h10V8zM7 12v2h6v-2z") }
.count { position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-width: 22px; padding: 1px 5px; box-sizing: border-box;
  border-radius: 11px; background: #b3261e; color: #fff; font-size: 13px; text-align: center }
.name { position: absolute; font-size: 0 }
.preview { display: block; max-width: 260px; margin-block-end: 10px; padding: 10px 14px; border-radius: 12px; background: Canvas;
  color: CanvasText; box-shadow: 0 4px 16px #0005; overflow-wrap: anywhere }
iframe { display: block; width: min(400px, calc(100vw - 40px)); height: min(640px, calc(100dvh - 112px)); margin-block-end: 12px;
  border: 0; border-radius: var(--reconnect-frame-radius, 14px); box-shadow: 0 8px 32px #0005; background: Canvas }
[hidden] { display: none !important }
@media (max-width: 480px) { iframe:not([hidden]) { position: fixed; inset: 0; width: 100vw; height: 100dvh; margin: 0; border-radius: 0 }
  iframe:not([hidden]) ~ .launch { display: none } }
@media (prefers-reduced-motion: reduce) { .launch { transition: none } }
@media (forced-colors: active) { .launch, .preview, iframe { border: 1px solid CanvasText } }`);
  root.adoptedStyleSheets = [sheet];
  if (look.color) host.style.setProperty("--reconnect-color", look.color);
  if (look.theme) host.style.colorScheme = look.theme;
  if (look.position) host.dataset.position = look.position;

  const title = look.title ?? "Help with Remote Desktop";
  /** @template {keyof HTMLElementTagNameMap} K @param {K} name @param {Partial<HTMLElementTagNameMap[K]>} properties */
  const make = (name, properties) => Object.assign(document.createElement(name), properties);
  const launch = make("button", { type: "button", className: "launch", ariaExpanded: "false" });
  if (look.icon) launch.append(make("img", { src: look.icon, alt: "" }));
  const count = make("span", { className: "count", hidden: true });
  const preview = make("button", { type: "button", className: "preview", hidden: true });
  launch.append(make("span", { className: "name", textContent: `${title} ` }), count);
  root.append(preview, launch);

  /** @type {HTMLIFrameElement | undefined} */
  let frame;
  let isReady = false;
  let isOpen = false;
  let unread = 0;
  /** @type {object[]} */
  let waiting = [];
  /** @type {Parameters<Widget["identify"]>[0] | undefined} */
  let identity;
  /** @type {Map<string, Set<(detail: any) => void>>} */
  const ears = new Map();

  /** @param {Storage} store @param {string} key @param {string | null} [value] */
  const keep = (store, key, value) => {
    try {
      if (value === undefined) return store.getItem(key);
      if (value === null) store.removeItem(key);
      else store.setItem(key, value);
    } catch {
      // Without storage, the chat begins anew on the next page.
    }
    return null;
  };
  /** @template {keyof Events} K @param {K} event @param {Events[K]} detail */
  const tell = (event, detail) => {
    for (const hear of ears.get(event) ?? []) hear(detail);
  };
  /** @param {object} message */
  const post = (message) => {
    if (isReady) frame?.contentWindow?.postMessage(message, origin);
    else waiting.push(message);
  };
  const load = () => {
    if (frame) return;
    const words = new URLSearchParams({ page: location.origin, theme: look.theme ?? "auto", title });
    frame = make("iframe", {
      src: `${origin}/widget/frame?${words}`,
      title,
      hidden: !isOpen,
      allow: "clipboard-write",
    });
    root.prepend(frame);
  };
  /** @param {number} news @param {string} [words] */
  const note = (news, words = "") => {
    unread = news;
    count.textContent = String(news);
    count.hidden = preview.hidden = news === 0;
    preview.textContent = words;
    tell("unread", { count: news });
  };
  /** A chat that was open on the page before takes no focus from the next one. @param {boolean} open */
  const show = (open, takesFocus = true) => {
    if (open === isOpen) return;
    load();
    isOpen = open;
    if (frame) frame.hidden = !open;
    launch.ariaExpanded = String(open);
    keep(sessionStorage, openKey, open ? "1" : null);
    if (open) {
      note(0);
      if (takesFocus) {
        frame?.focus();
        post({ reconnect: "open" });
      }
    } else launch.focus();
    tell(open ? "open" : "close", {});
  };
  const mount = () => host.isConnected || document.body?.append(host);

  /** What the frame says. @type {Record<string, (said: any) => void>} */
  const heard = {
    ready() {
      isReady = true;
      // The frame keeps it itself where the browser lets it.
      post({ reconnect: "resume", key: keep(localStorage, resumeKey), isKnown: identity !== undefined });
      for (const message of waiting) post(message);
      waiting = [];
    },
    // A token is good for one use, so a page that stays open gives a function that makes them.
    async identity() {
      const token = await (typeof identity === "function" ? identity() : identity);
      if (typeof identity === "string") identity = "";
      post({ reconnect: "identity", token });
    },
    keep: ({ key }) => keep(localStorage, resumeKey, key),
    close: () => show(false),
    message(said) {
      if (!isOpen) note(unread + 1, said.text);
      tell("message", { from: said.from, text: said.text });
    },
    ticket: ({ reference }) => tell("ticket", { reference }),
    resolved: ({ reference }) => tell("resolved", { reference }),
  };
  /** @param {MessageEvent} event */
  const listen = ({ source, origin: from, data }) => {
    if (!frame || source !== frame.contentWindow || from !== origin || typeof data?.reconnect !== "string") return;
    if (Object.hasOwn(heard, data.reconnect)) heard[data.reconnect]?.(data);
  };
  /** Opens with the words behind #reconnect=, or with none. @param {string} hash */
  const follow = (hash) => {
    const [, said] = /^#reconnect(?:=(.*))?$/.exec(hash) ?? [];
    if (!/^#reconnect(=|$)/.test(hash)) return;
    const text = said ? decodeURIComponent(said.replace(/\+/g, " ")) : "";
    if (text) widget.send(text);
    else show(true);
  };
  const onHash = () => follow(location.hash);
  const observer = new MutationObserver(mount);

  /** @type {Widget} */
  const widget = {
    open: () => show(true),
    close: () => show(false),
    toggle: () => show(!isOpen),
    send(text) {
      load();
      post({ reconnect: "send", text: String(text) });
      show(true);
    },
    identify(token) {
      identity = token;
      if (!frame) return;
      // The chat begins anew, as this person's.
      isReady = false;
      frame.src = String(frame.src);
    },
    on(event, hear) {
      ears.set(event, (ears.get(event) ?? new Set()).add(hear));
      return () => ears.get(event)?.delete(hear);
    },
    remove() {
      observer.disconnect();
      removeEventListener("message", listen);
      removeEventListener("hashchange", onHash);
      host.remove();
      delete page.Reconnect;
    },
  };
  page.Reconnect = widget;
  launch.addEventListener("click", widget.toggle);
  preview.addEventListener("click", widget.open);
  for (const hint of ["pointerenter", "focus"]) launch.addEventListener(hint, load, { once: true });
  addEventListener("message", listen);
  addEventListener("hashchange", onHash);

  const start = () => {
    mount();
    // Single-page applications replace the body.
    observer.observe(document.documentElement, { childList: true, subtree: true });
    if (keep(sessionStorage, openKey)) show(true, false);
    if (look.message) widget.send(look.message);
    onHash();
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start, { once: true });
})();
