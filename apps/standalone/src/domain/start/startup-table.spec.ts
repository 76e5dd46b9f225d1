import { drawTable, parseDemoLogins, rowsOfLogins } from './startup-table.js';

it('frames rows and headings', () => {
  expect(
    drawTable([
      ['Portal', 'http://127.0.0.1:3000'],
      ['MQTT', 'mqtt://127.0.0.1:1883'],
      ['Demo logins'],
      ['admin', 'a@b.c'],
    ]),
  ).toBe(
    [
      '┌───────────────────────────────┐',
      '│ Portal  http://127.0.0.1:3000 │',
      '│ MQTT    mqtt://127.0.0.1:1883 │',
      '│ Demo logins                   │',
      '│ admin   a@b.c                 │',
      '└───────────────────────────────┘',
    ].join('\n'),
  );
});

it.each([
  ['not json', []],
  ['{}', []],
  [
    '[{"role":"admin","email":"a@b.c","password":"p","x":1},{"role":"admin"},null]',
    [{ role: 'admin', email: 'a@b.c', password: 'p' }],
  ],
])('reads demo logins from %j', (text, logins) => expect(parseDemoLogins(text)).toEqual(logins));

it('displays one login per role, and where to find the others', () => {
  expect(rowsOfLogins([])).toEqual([]);
  expect(
    rowsOfLogins([
      { role: 'manager', email: 'lin@demo.example', password: 'p1' },
      { role: 'customer_admin', email: 'marek@a-demo.example', password: 'p2' },
      { role: 'manager', email: 'lou@demo.example', password: 'p3' },
    ]),
  ).toEqual([
    ['Demo logins'],
    ['  manager', 'lin@demo.example      p1'],
    ['  customer admin', 'marek@a-demo.example  p2'],
    ['', 'and 1 more in demo-logins.json in the home folder'],
  ]);
});
