/** As much of a name as there is room for, on one line. */
export function shortened(name: string, fits: (text: string) => boolean): string {
  const line = name.replace(/\s+/g, " ");
  if (fits(line)) return line;
  const letters = [...line];
  while (letters.length > 1 && !fits(`${letters.join("")}…`)) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}
