import type { ReportData } from "./report_data.ts";
import type { Unit } from "./time_buckets.ts";

/** Minutes of a unit; of the Gregorian calendar's mean month, quarter and year. */
const MINUTES: Readonly<Record<Unit, number>> = {
  minute: 1,
  hour: 60,
  day: 1_440,
  week: 10_080,
  month: 43_829.1,
  quarter: 131_487.3,
  year: 525_949.2,
};

/**
 * Posts per unit of the data, over the minutes that were observed whole; undefined where those make less than one unit. Bars
 * of which only a part was observed, such as the first and the last, would make a mean over bars too low.
 */
export function meanPerUnit({ unit, observed }: ReportData): number | undefined {
  const units = observed.minutes / MINUTES[unit];
  return units < 1 ? undefined : observed.toots / units;
}
