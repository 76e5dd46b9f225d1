import { Deliveries } from './deliveries.js';
import { parsePacket } from '../protocol/packets.js';

function open(receiveMaximum?: number, maximumPacketSize?: number) {
  const sent: { topic: string; id: number | undefined }[] = [];
  const line = {
    version: 5 as const,
    isSlow: false,
    isKeepingUp: () => !line.isSlow,
    send: (bytes: Buffer) => {
      const packet = parsePacket(5, bytes);
      if (packet?.cmd === 'publish') sent.push({ topic: packet.topic, id: packet.messageId });
    },
  };
  return { sent, line, deliveries: new Deliveries(line, receiveMaximum, maximumPacketSize) };
}

const payload = Buffer.from('x');

describe('Deliveries', () => {
  it('drops QoS 0 messages to a slow subscriber', () => {
    const { sent, line, deliveries } = open();
    expect(deliveries.offer('a', payload, 0)).toBe(true);
    line.isSlow = true;
    expect(deliveries.offer('b', payload, 0)).toBe(false);
    expect(sent).toEqual([{ topic: 'a', id: undefined }]);
  });

  it('sends no more than the subscriber accepts, and continues as it acknowledges', () => {
    const { sent, deliveries } = open(2);
    for (const topic of ['a', 'b', 'c', 'd']) expect(deliveries.offer(topic, payload, 1)).toBe(true);
    expect(sent).toEqual([
      { topic: 'a', id: 1 },
      { topic: 'b', id: 2 },
    ]);
    deliveries.acknowledge(2);
    deliveries.acknowledge(77);
    expect(sent.slice(2)).toEqual([{ topic: 'c', id: 3 }]);
    deliveries.acknowledge(1);
    expect(sent.slice(3)).toEqual([{ topic: 'd', id: 4 }]);
  });

  it('buffers a limited number of messages', () => {
    const { deliveries } = open(1);
    let taken = 0;
    while (deliveries.offer('a', payload, 1)) taken++;
    expect(taken).toBe(1001);
    const large = open(1).deliveries;
    taken = 0;
    while (large.offer('a', Buffer.alloc(200_000), 1)) taken++;
    expect(taken).toBe(7);
  });

  it('sends nothing larger than the subscriber accepts', () => {
    const { sent, deliveries } = open(10, 20);
    expect(deliveries.offer('a', Buffer.alloc(100), 1)).toBe(false);
    expect(deliveries.offer('a', payload, 1)).toBe(true);
    expect(sent).toHaveLength(1);
  });

  it('never reuses an id that is still unacknowledged', () => {
    const { sent, deliveries } = open(3);
    deliveries.offer('stays', payload, 1);
    for (let i = 0; i < 70_000; i++) {
      deliveries.offer('a', payload, 1);
      deliveries.acknowledge(sent.pop()!.id!);
    }
    expect(sent.filter(({ id }) => id === 1)).toHaveLength(1);
  });
});
