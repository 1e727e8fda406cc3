/** The drawing that belongs to a question, a look, a script or a step. */
import { pictures } from "../../knowledge/tree/pictures.ts";
import type { Wording } from "./wording.ts";

export function showPicture({ picture: id }: { picture?: string | undefined }): Pick<Wording, "picture"> {
  const picture = id === undefined ? undefined : pictures.get(id);
  return id !== undefined && picture ? { picture: { id, alt: picture.alt } } : {};
}
