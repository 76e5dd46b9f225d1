/** Demo login, as recorded by the seeding for the table at the end of the start. */
export interface DemoLogin {
  role: string;
  email: string;
  password: string;
}

/** Draws a frame around rows of label and value. A row without a value is a heading. Widths are in characters. */
export function drawTable(rows: readonly (readonly [label: string, value?: string])[]): string {
  const labels = Math.max(
    0,
    ...rows.filter(([, value]) => value !== undefined).map(([label]) => label.length),
  );
  const lines = rows.map(([label, value]) =>
    value === undefined ? label : `${label.padEnd(labels)}  ${value}`,
  );
  const width = Math.max(0, ...lines.map((line) => line.length));
  const edge = (left: string, right: string) => `${left}${'─'.repeat(width + 2)}${right}`;
  return [edge('┌', '┐'), ...lines.map((line) => `│ ${line.padEnd(width)} │`), edge('└', '┘')].join('\n');
}

/**
 * Returns the rows for logins: the first one of each role, to keep the table short. The file contains all of them.
 * @returns rows for `drawTable`; empty without logins
 */
export function rowsOfLogins(logins: readonly DemoLogin[]): [label: string, value?: string][] {
  const shown = logins.filter(
    ({ role }, index) => logins.findIndex((other) => other.role === role) === index,
  );
  if (shown.length === 0) return [];
  const width = Math.max(...shown.map(({ email }) => email.length));
  const more = logins.length - shown.length;
  return [
    ['Demo logins'],
    ...shown.map(({ role, email, password }): [string, string] => [
      `  ${role.replaceAll('_', ' ')}`,
      `${email.padEnd(width)}  ${password}`,
    ]),
    ...(more === 0
      ? []
      : [['', `and ${more} more in demo-logins.json in the home folder`] as [string, string]]),
  ];
}

/** @returns the logins in a file's text; omits invalid ones, because the table is only a convenience */
export function parseDemoLogins(text: string): DemoLogin[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const list: unknown[] = Array.isArray(value) ? value : [];
  return list.flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { role, email, password } = entry as Record<string, unknown>;
    return typeof role === 'string' && typeof email === 'string' && typeof password === 'string'
      ? [{ role, email, password }]
      : [];
  });
}
