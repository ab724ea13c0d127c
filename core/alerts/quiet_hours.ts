/** Hours of the day in which nothing is sent, in minutes since midnight of the process's time zone. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** Reads `22:00-07:00`; undefined where it is something else. */
export function readQuietHours(text: string): QuietHours | undefined {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)$/.exec(
    text.trim(),
  );
  if (match === null) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
  const hours = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  return hours.from === hours.to ? undefined : hours;
}

/** Whether a time lies in them; they may pass midnight. */
export function isQuiet(hours: QuietHours | undefined, at: Date): boolean {
  if (hours === undefined) return false;
  const minute = at.getHours() * 60 + at.getMinutes();
  return hours.from < hours.to
    ? minute >= hours.from && minute < hours.to
    : minute >= hours.from || minute < hours.to;
}
