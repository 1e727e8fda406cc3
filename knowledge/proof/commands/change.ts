/** A change on a computer, in one spelling for every shell and tool. */
export type ChangeKind = "registry" | "service" | "firewall" | "file" | "certificate" | "setting";

export type Change = {
  kind: ChangeKind;
  /** What is changed, in small letters: a key, a path, the name of a service. Empty for everything of its kind. */
  target: string;
  /** The part of it: the name of a registry value, "mtu". Undefined for the whole. */
  part?: string | undefined;
  /** What it is set to, if the command says so. */
  value?: string | undefined;
  /** The file that the old state is read from. */
  from?: string | undefined;
  /** Where a file is moved to. */
  to?: string | undefined;
};

/** A file that keeps an old state, and what of. */
export type Save = { file: string; kind: ChangeKind; target: string };
