import { isCertificateUsable, listCertificateNames, RENEW_BEFORE_MS } from './certificate-names.js';

const always = ['127.0.0.1', '::1', 'localhost', 'plant'];

it.each([
  ['127.0.0.1', always],
  ['10.0.0.5', ['10.0.0.5', ...always]],
  ['0.0.0.0', ['10.0.0.5', ...always]],
  ['plant', always],
])('names for %s', (host, expected) => {
  expect(listCertificateNames(host, 'plant', ['10.0.0.5', 'fe80::1%eth0', '127.0.0.1'])).toEqual(
    [...expected].sort(),
  );
});

it.each([
  ['valid', RENEW_BEFORE_MS + 1, ['a'], true],
  ['about to expire', RENEW_BEFORE_MS, ['a'], false],
  ['another required name', RENEW_BEFORE_MS + 1, ['a', 'c'], false],
])('%s', (_name, left, wanted, usable) => {
  const now = new Date('2026-01-01');
  expect(
    isCertificateUsable({ validTo: new Date(now.getTime() + left), names: ['a', 'b'] }, wanted, now),
  ).toBe(usable);
});
