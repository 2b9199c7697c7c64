/** Has the browser save a text as a file; works in the Dashboard's frames as well. */
export function download(text: string, name: string, type = "text/csv"): void {
  save(new Blob([text], { type: `${type};charset=utf-8` }), name);
}

/** Has the browser save a file. */
export function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
