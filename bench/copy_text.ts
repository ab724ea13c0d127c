/** A field of a line of `COPY … FROM STDIN` in text format; null is `\N`. */
export function copyText(value: string | null): string {
  if (value === null) return "\\N";
  return /[\\\n\r\t]/.test(value) ? value.replace(/[\\\n\r\t]/g, escapeCopy) : value;
}

function escapeCopy(character: string): string {
  switch (character) {
    case "\n":
      return "\\n";
    case "\r":
      return "\\r";
    case "\t":
      return "\\t";
    default:
      return "\\\\";
  }
}
