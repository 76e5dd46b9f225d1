import fc from 'fast-check';
import { Acknowledgements } from './acknowledgements.js';
import { parsePacket } from '../protocol/packets.js';

const entries = fc.array(
  fc.record({
    kind: fc.constantFrom('puback' as const, 'pubrec' as const, 'pubcomp' as const),
    id: fc.integer({ min: 1, max: 65_535 }),
    text: fc.option(fc.string({ maxLength: 30 })),
  }),
  { maxLength: 60 },
);

describe('Acknowledgements', () => {
  it('are written in order, once, in chunks that fit the buffer', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 64, max: 300 }), (added, roomBytes) => {
        const acknowledgements = new Acknowledgements();
        for (const { kind, id, text } of added) {
          if (text === null) acknowledgements.add(kind, id);
          else acknowledgements.addReason(kind, id, kind === 'pubcomp' ? 0x92 : 0x99, text);
        }
        expect(acknowledgements.isEmpty).toBe(added.length === 0);
        const buffer = Buffer.alloc(roomBytes);
        const written: Buffer[] = [];
        acknowledgements.writeOut(buffer, (end) => {
          written.push(Buffer.from(buffer.subarray(0, end)));
          return buffer.fill(0);
        });
        const seen: object[] = [];
        const stream = Buffer.concat(written);
        for (let at = 0; at < stream.length; at += 2 + stream[at + 1]!) {
          const { cmd, messageId, ...rest } = parsePacket(5, stream.subarray(at, at + 2 + stream[at + 1]!))!;
          const { properties } = rest as { properties?: { reasonString?: string } };
          seen.push({ kind: cmd, id: messageId, text: properties?.reasonString ?? null });
        }
        expect(seen).toEqual(
          added.map((one) => ({ ...one, text: one.text && Buffer.from(one.text).toString() })),
        );
        expect(acknowledgements.isEmpty).toBe(true);
      }),
    );
  });
});
