import { findDemoPeople } from './demo-people.js';

const login = (name: string, role: string) => ({
  name,
  role,
  email: `${name.toLowerCase()}@demo.example`,
  password: 'duty-demo',
});
const LIN = login('Lin', 'manager');
const MAREK = login('Marek', 'customer_admin');
const SARI = login('Sari', 'technician');

describe('the people of the demo world', () => {
  it('are the first manager, technician and customer, in this order', () => {
    const logins = [LIN, MAREK, SARI, login('Ada', 'admin'), login('Dewi', 'customer_admin')];
    expect(findDemoPeople(JSON.stringify(logins))).toEqual([LIN, SARI, MAREK]);
  });

  it('have no other fields', () =>
    expect(findDemoPeople(JSON.stringify([{ ...LIN, label: 'Lin, Service business' }]))).toEqual([LIN]));

  it.each<[string, string, string[]]>([
    ['no text', '', []],
    ['half a file', '[{"name":"Lin"', []],
    ['another value', '{"name":"Lin"}', []],
    ['entries of other kinds', JSON.stringify([null, 7, 'Lin', [], SARI]), ['Sari']],
    ['a login without a name', JSON.stringify([{ ...LIN, name: undefined }, MAREK]), ['Marek']],
    ['a login with an empty password', JSON.stringify([{ ...LIN, password: '' }, SARI]), ['Sari']],
    ['an incomplete login before a complete one', JSON.stringify([{ role: 'manager' }, LIN]), ['Lin']],
  ])('with %s', (_case, text, names) => expect(findDemoPeople(text).map(({ name }) => name)).toEqual(names));
});
