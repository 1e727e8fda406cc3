/** What we use of htmx, which the page loads as a script. */
export type Sent = { sourceElement: Element; response?: { status: number } };
export type Extension = {
  /** Returning false leaves that attribute of the page as it is. */
  htmx_before_morph_attr?(element: Element, change: { attrName: string }): boolean;
};
export type Htmx = { registerExtension(name: string, extension: Extension): void };
