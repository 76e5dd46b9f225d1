import { isLoopback, isWildcard, reachableHost } from './bind-address.js';

it.each([
  ['127.0.0.1', true, false, '127.0.0.1'],
  ['127.9.9.9', true, false, '127.9.9.9'],
  ['localhost', true, false, 'localhost'],
  ['::1', true, false, '[::1]'],
  ['0.0.0.0', false, true, '127.0.0.1'],
  ['::', false, true, '[::1]'],
  ['192.168.1.20', false, false, '192.168.1.20'],
  ['127.example.org', false, false, '127.example.org'],
  ['plant-server', false, false, 'plant-server'],
])('%s', (host, loopback, wildcard, reachable) => {
  expect([isLoopback(host), isWildcard(host), reachableHost(host)]).toEqual([loopback, wildcard, reachable]);
});
