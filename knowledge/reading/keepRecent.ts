/** Keeps the last few results of a pure function of a text, because several readers of a message start with the same work. */
export function keepRecent<Result>(compute: (text: string) => Result, most = 3): (text: string) => Result {
  let kept: { text: string; result: Result }[] = [];
  return (text) => {
    const known = kept.find((each) => each.text === text);
    if (known) return known.result;
    const result = compute(text);
    kept = [{ text, result }, ...kept].slice(0, most);
    return result;
  };
}
