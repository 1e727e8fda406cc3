/** The parts of htmx that we use. The page loads it as a script. */
export type Sent = { sourceElement: Element; response?: { status: number } };
export type Extension = {
  /** Returning false leaves that attribute of the page as it is. */
  htmx_before_morph_attr?(element: Element, change: { attrName: string }): boolean;
};
export type Htmx = { registerExtension(name: string, extension: Extension): void };
