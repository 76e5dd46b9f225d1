import fc from 'fast-check';
import { choosePort, parsePort, PORTS_TRIED } from './port-choice.js';

const taken =
  (...ports: number[]) =>
  (port: number) =>
    Promise.resolve(!ports.includes(port));

describe('choosePort', () => {
  it.each([
    ['a default that is free', { fallback: 3000 }, [], { port: 3000 }],
    ['a default that is taken', { fallback: 3000 }, [3000, 3001], { port: 3002, insteadOf: 3000 }],
    ['a configured port that is free', { asked: 8080, fallback: 3000 }, [3000], { port: 8080 }],
    [
      'a configured port that is taken',
      { asked: 8080, fallback: 3000 },
      [8080],
      { refused: { variable: 'PORT', port: 8080 } },
    ],
    [
      'the end of the range',
      { fallback: 65_535 },
      [65_535],
      { refused: { variable: 'PORT', tried: [65_535, 65_535] } },
    ],
  ])('%s', async (_name, wanted, busy, expected) => {
    expect(await choosePort({ variable: 'PORT', ...wanted }, taken(...busy))).toEqual(expected);
  });

  it('does not assign a port twice', async () => {
    const choice = await choosePort({ variable: 'MQTT_PORT', fallback: 1883 }, taken(), new Set([1883]));
    expect(choice).toEqual({ port: 1884, insteadOf: 1883 });
  });

  it('returns only free ports, and only a configured one if there is one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          asked: fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
          fallback: fc.integer({ min: 1, max: 65_535 }),
        }),
        fc.func(fc.boolean()),
        async (wanted, free) => {
          const choice = await choosePort({ variable: 'PORT', ...wanted }, (port) =>
            Promise.resolve(free(port)),
          );
          if (!('port' in choice)) return;
          expect(free(choice.port)).toBe(true);
          if (wanted.asked !== undefined) expect(choice.port).toBe(wanted.asked);
          else expect(choice.port - wanted.fallback).toBeLessThanOrEqual(PORTS_TRIED);
        },
      ),
    );
  });
});

describe('parsePort', () => {
  it.each([
    ['3000', 3000],
    ['65535', 65_535],
    ['65536', undefined],
    ['0', undefined],
    ['-1', undefined],
    ['3000x', undefined],
    ['', undefined],
  ])('%j -> %s', (text, port) => expect(parsePort(text)).toBe(port));
});
