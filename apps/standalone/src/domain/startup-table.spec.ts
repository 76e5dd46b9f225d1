import { drawTable, parseDemoLogins } from './startup-table.js';

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
