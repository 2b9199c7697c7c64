/** Has the browser save a text as a file; works in the Dashboard's frames as well. */
export function download(text: string, name: string, type = "text/csv"): void {
  const address = URL.createObjectURL(
    new Blob([text], { type: `${type};charset=utf-8` }),
  );
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
