/** A demo user that the sign-in page lists, with the password that all demo users share. */
export interface DemoPerson {
  readonly name: string;
  readonly role: 'manager' | 'technician' | 'customer_admin';
  readonly email: string;
  readonly password: string;
}

/** Roles in the order of the sign-in page. Each role opens a different area of the portal. */
const LISTED_ROLES = ['manager', 'technician', 'customer_admin'] as const;

/**
 * Returns the first user with each listed role from the text of `demo-logins.json`. Returns an empty list if the file
 * cannot be read, because the page also works without it.
 */
export function findDemoPeople(text: string): DemoPerson[] {
  const logins = readList(text);
  return LISTED_ROLES.flatMap((role) => {
    for (const login of logins) {
      if (typeof login !== 'object' || login === null) continue;
      const { name, role: ownRole, email, password } = login as Readonly<Record<string, unknown>>;
      if (ownRole === role && isText(name) && isText(email) && isText(password))
        return [{ name, role, email, password }];
    }
    return [];
  });
}

function readList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
