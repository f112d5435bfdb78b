// Days as ISO texts, moved by days and months.

/** The day before or after, as an ISO day. */
export function addDays(day, number) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + number);
  return date.toISOString().slice(0, 10);
}

/** The same date so many months on; the month's last day where it is shorter. */
export function addMonths(day, number) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + number, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + number, Math.min(date, last))).toISOString().slice(0, 10);
}
