import { DEMO_PASSWORD, toEmail, listDemoPeople } from '../../domain/contents/demo-people.js';
import { moveDay } from '../../domain/world-dates.js';
import { demoId } from '../demo-ids.js';
import { insertRows } from '../rows.writer.js';
import { hubOf, type Seeding } from '../seeding.js';

/** Demo login, as listed in HOME/demo-logins.json. */
export interface DemoLogin {
  name: string;
  role: string;
  email: string;
  password: string;
  label: string;
}

/**
 * Seeds people with their memberships, and technicians with their certificates.
 * @param passwordHash hash of the demo password, which all demo users share
 */
export async function seedPeople(
  { manager, data, dates, makerId }: Seeding,
  passwordHash: string,
): Promise<void> {
  const people = listDemoPeople(data.technicians, data.hubs);
  const createdAt = new Date(dates.firstStartMs).toISOString();
  // Row-level security hides a person until the membership is inserted, so the inserted rows cannot be read back here.
  await insertRows(
    manager,
    'user_account',
    people.map((person) => ({
      id: demoId('user', person.login),
      email: toEmail(person),
      name: person.name,
      password_hash: passwordHash,
      locale: person.locale,
      zone: person.zone,
      created_at: createdAt,
      version: 1,
    })),
  );
  await insertRows(
    manager,
    'membership',
    people.map((person) => ({
      maker_id: makerId,
      id: demoId('membership', person.login),
      user_id: demoId('user', person.login),
      role: person.role,
      hub_id: person.hub ? demoId('hub', person.hub) : null,
      accepted_at: createdAt,
      created_at: createdAt,
      version: 1,
    })),
  );
  await insertRows(
    manager,
    'membership_customer',
    people.flatMap((person) =>
      (person.customers ?? []).map((customer) => ({
        maker_id: makerId,
        membership_id: demoId('membership', person.login),
        customer_id: demoId('customer', customer),
      })),
    ),
  );
  await insertRows(
    manager,
    'technician',
    data.technicians.map((technician, index) => {
      const person = people.find((each) => each.technician === technician.id)!;
      const hub = hubOf(data, technician.hub);
      return {
        maker_id: makerId,
        id: demoId('technician', technician.id),
        membership_id: demoId('membership', person.login),
        code: technician.id,
        name: technician.name,
        hub_id: demoId('hub', technician.hub),
        skills: technician.skills,
        languages: technician.languages,
        level: technician.level,
        // Technicians live within a few kilometres of the hub, so that their distances to a site differ.
        latitude: hub.lat + ((index % 4) - 1.5) * 0.06,
        longitude: hub.lon + ((index % 3) - 1) * 0.08,
        version: 1,
      };
    }),
  );
  await insertRows(
    manager,
    'technician_certificate',
    data.technicians.flatMap((technician) =>
      technician.certificates.map(([name, validUntil]) => ({
        maker_id: makerId,
        id: demoId('certificate', technician.id, name),
        technician_id: demoId('technician', technician.id),
        name,
        valid_until: moveDay(dates, validUntil),
      })),
    ),
  );
}

/** Returns the logins for the startup table and the sign-in page, the most useful for a demo first. */
export function listDemoLogins(
  technicians: Seeding['data']['technicians'],
  hubs: Seeding['data']['hubs'],
): DemoLogin[] {
  const people = listDemoPeople(technicians, hubs);
  const first = ['lin', 'marek', 'sari'].map((login) => people.find((person) => person.login === login)!);
  return [...first, ...people.filter((person) => !first.includes(person))].map((person) => ({
    name: person.name,
    role: person.role,
    email: toEmail(person),
    password: DEMO_PASSWORD,
    label: `${person.name}, ${person.label}`,
  }));
}
