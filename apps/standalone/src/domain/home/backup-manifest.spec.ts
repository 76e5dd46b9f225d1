import { checkManifest, parseManifest, type BackupManifest } from './backup-manifest.js';

const manifest: BackupManifest = {
  format: 1,
  kind: 'home',
  productVersion: '0.1.0',
  postgresMajor: 18,
  createdAt: '2026-01-01T00:00:00Z',
};
const here = { productVersion: '0.1.0', postgresMajor: 18, embedded: true };

it.each<[string, Partial<BackupManifest>, Partial<typeof here>, RegExp | undefined]>([
  ['a home into the same version', {}, {}, undefined],
  ['a home of an older version', { productVersion: '0.0.9' }, {}, undefined],
  ['a home of a newer version', { productVersion: '0.2.0' }, {}, /created by Dutycycle 0\.2\.0/],
  ['an unknown layout', { format: 2 }, {}, /or newer/],
  ['a home of another PostgreSQL version', { postgresMajor: 17 }, {}, /--portable/],
  ['a home into a server', {}, { embedded: false }, /without DATABASE_URL/],
  ['tables into anything', { kind: 'tables', postgresMajor: 16 }, {}, undefined],
  ['tables into a server', { kind: 'tables' }, { embedded: false, postgresMajor: 15 }, undefined],
  ['a dump into a server', { kind: 'dump', postgresMajor: 15 }, { embedded: false }, undefined],
  [
    'a dump into an older server',
    { kind: 'dump' },
    { embedded: false, postgresMajor: 15 },
    /PostgreSQL 18 or newer/,
  ],
  ['a dump into the embedded PostgreSQL', { kind: 'dump' }, {}, /DATABASE_URL/],
])('%s', (_name, change, target, rejection) => {
  const verdict = checkManifest({ ...manifest, ...change }, { ...here, ...target });
  if (rejection === undefined) expect(verdict).toEqual({ usable: true });
  else expect(verdict).toEqual({ usable: false, explanation: expect.stringMatching(rejection) as string });
});

it('parses what it has written, and nothing else', () => {
  expect(parseManifest(JSON.stringify(manifest))).toEqual(manifest);
  for (const text of ['', '[]', 'null', '{}', JSON.stringify({ ...manifest, kind: 'zip' })]) {
    expect(parseManifest(text)).toBeUndefined();
  }
});
