import { findUrlFaults, showUrl } from './webhook-endpoint.js';

const rules = {
  isTrusted: (host: string) => host === 'erp.plant.lan',
  isPrivateAddress: (host: string) => host === '10.0.0.1' || host === '::1',
};

describe('the address of a webhook endpoint', () => {
  it.each([
    ['https://hooks.example.com/dutycycle', undefined],
    ['http://hooks.example.com/', 'notifications.url_not_https'],
    ['ftp://hooks.example.com/', 'notifications.url_not_https'],
    ['hooks.example.com', 'notifications.url_invalid'],
    [`https://example.com/${'x'.repeat(2000)}`, 'notifications.url_invalid'],
    ['https://user:secret@example.com/', 'notifications.url_with_password'],
    ['https://10.0.0.1/', 'notifications.url_private'],
    ['https://[::1]/', 'notifications.url_private'],
    ['https://localhost/', 'notifications.url_private'],
    ['https://printer.local/', 'notifications.url_private'],
    ['https://metadata.google.internal/', 'notifications.url_private'],
    ['http://erp.plant.lan:8080/hook', undefined],
    ['ftp://erp.plant.lan/hook', 'notifications.url_not_https'],
  ])('%s: %s', (url, code) => {
    expect(findUrlFaults(url, rules).map((fault) => fault.code)[0]).toBe(code);
  });

  it.each([
    ['webhook', 'https://hooks.example.com/dutycycle?key=1', 'https://hooks.example.com/dutycycle'],
    ['slack', 'https://hooks.slack.com/services/T0/B0/secret', 'https://hooks.slack.com/…'],
  ] as const)('of kind %s shows no secrets', (kind, url, shown) => {
    expect(showUrl(kind, url)).toBe(shown);
  });
});
