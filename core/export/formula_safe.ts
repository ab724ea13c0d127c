/**
 * A text that no spreadsheet takes for a formula: `=`, `+`, `-`, `@`, tab and return at its start get an apostrophe
 * before them, as OWASP advises. Numbers are not texts and keep their sign.
 */
export function formulaSafe(text: string): string {
  return /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}
