/** Demo user. */
export interface DemoPerson {
  /** Part of the email address before the @. Also identifies the person in the demo. */
  login: string;
  name: string;
  role:
    | 'admin'
    | 'manager'
    | 'finance'
    | 'dispatcher'
    | 'engineer'
    | 'planner'
    | 'technician'
    | 'customer_admin'
    | 'customer_viewer';
  zone: string;
  locale: string;
  /** Code of the hub, for users with access to only one. */
  hub?: string;
  /** Customer codes, for a customer's users. */
  customers?: string[];
  /** Code of the technician, for technicians. */
  technician?: string;
  /** Part of the product that the login demonstrates. */
  label: string;
}

export const DEMO_PASSWORD = 'duty-demo';

const MAKER_ZONE = 'Asia/Shanghai';

/** Users of the maker and its customers, except technicians. All names are fictional. */
const STAFF: readonly DemoPerson[] = [
  { login: 'lin', name: 'Lin', role: 'manager', zone: MAKER_ZONE, locale: 'en', label: 'Service business' },
  { login: 'admin', name: 'Ada Yanshi', role: 'admin', zone: MAKER_ZONE, locale: 'en', label: 'All areas' },
  {
    login: 'finance',
    name: 'Fang Yanshi',
    role: 'finance',
    zone: MAKER_ZONE,
    locale: 'en',
    label: 'Contracts and invoices',
  },
  {
    login: 'dispatcher',
    name: 'Dong Yanshi',
    role: 'dispatcher',
    zone: MAKER_ZONE,
    locale: 'en',
    label: 'Tickets and visits',
  },
  {
    login: 'engineer',
    name: 'Eng Yanshi',
    role: 'engineer',
    zone: MAKER_ZONE,
    locale: 'en',
    label: 'Telemetry and rules',
  },
  {
    login: 'planner',
    name: 'Pei Yanshi',
    role: 'planner',
    zone: MAKER_ZONE,
    locale: 'en',
    label: 'Parts and kits',
  },
  {
    login: 'marek',
    name: 'Marek Przykladowy',
    role: 'customer_admin',
    zone: 'Europe/Warsaw',
    locale: 'en',
    customers: ['C-PL-1'],
    label: 'Meble Przyklad, Otwock',
  },
  {
    login: 'dewi',
    name: 'Dewi Contoh',
    role: 'customer_admin',
    zone: 'Asia/Jakarta',
    locale: 'en',
    customers: ['C-ID-1'],
    label: 'PT Kain Contoh Nusantara, Bandung',
  },
  {
    login: 'rini',
    name: 'Rini Contoh',
    role: 'customer_admin',
    zone: 'Asia/Jakarta',
    locale: 'en',
    customers: ['C-ID-3'],
    label: 'PT Ban Fiktif Sejahtera, Bekasi',
  },
  {
    login: 'hector',
    name: 'Hector Ejemplo',
    role: 'customer_admin',
    zone: 'America/Mexico_City',
    locale: 'en',
    customers: ['C-MX-1'],
    label: 'Autopartes Ejemplo, Queretaro',
  },
  {
    login: 'zofia',
    name: 'Zofia Testowa',
    role: 'customer_viewer',
    zone: 'Europe/Warsaw',
    locale: 'en',
    customers: ['C-PL-1'],
    label: 'Meble Przyklad, read-only',
  },
];

interface Technician {
  id: string;
  name: string;
  hub: string;
}

/** Returns all users: staff, customers' users, and one user per technician. */
export function listDemoPeople(
  technicians: readonly Technician[],
  hubs: readonly { id: string; tz: string }[],
): DemoPerson[] {
  const taken = new Set(STAFF.map(({ login }) => login));
  const field = technicians.map((technician): DemoPerson => {
    const [first = technician.id, ...rest] = technician.name.toLowerCase().split(' ');
    const login = taken.has(first) ? [first, ...rest].join('.') : first;
    taken.add(login);
    return {
      login,
      name: technician.name,
      role: 'technician',
      zone: hubs.find(({ id }) => id === technician.hub)?.tz ?? 'UTC',
      locale: 'en',
      hub: technician.hub,
      technician: technician.id,
      label: `Technician ${technician.id}`,
    };
  });
  return [...STAFF, ...field];
}

export function toEmail(person: DemoPerson): string {
  return `${person.login}@demo.dutycycle.example`;
}
