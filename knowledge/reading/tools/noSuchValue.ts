// What `reg query` says when a key or value does not exist, in English, German, French, Spanish, Portuguese, Italian,
// Japanese, Chinese and Russian.
const sentences =
  /unable to find the specified registry|angegebene registrierungsschl[üu]ssel|n.a pas trouv[ée] la cl[ée]|no pudo encontrar la clave|n[ãa]o p[ôo]de localizar a chave|impossibile trovare la chiave|指定されたレジストリ キー|找不到指定的注册表项|не удается найти указанный раздел/i;

export function hasNoSuchValue(text: string): boolean {
  return sentences.test(text);
}
