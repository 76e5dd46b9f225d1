import mqtt from 'mqtt-packet';
import { parseNativePayload } from '../../libs/telemetry/src/domain/messages/native-format.js';
import { DeviceMessages, FIRST_SEQ, Moment } from './device-messages.js';
import { EXCURSION, FLEET_RULES, FLEET_SIGNALS } from './fleet-signals.js';

const T0 = 1_764_000_000_000;

function read(frame: Uint8Array) {
  const packets: mqtt.Packet[] = [];
  const parser = mqtt.parser({ protocolVersion: 4 });
  parser.on('packet', (packet) => packets.push(packet));
  parser.parse(Buffer.from(frame));
  expect(packets).toHaveLength(1);
  const packet = packets[0] as mqtt.IPublishPacket;
  const payload = parseNativePayload(packet.payload as Buffer);
  if ('code' in payload) throw new Error(payload.code);
  expect(payload.faulty).toEqual([]);
  return { packet, text: packet.payload.toString(), message: payload.messages[0]! };
}

describe('a generated device', () => {
  it('sends valid messages of the native format, each with its own packet id, time and sequence number', () => {
    const device = new DeviceMessages('eaas/maker/D-1/telemetry', 3, FIRST_SEQ);
    const moment = new Moment();
    for (let i = 0; i < 1234; i++) {
      moment.set(T0 + i * 7);
      device.advance(i + 1, moment);
      const { packet, message } = read(device.frame);
      expect(packet).toMatchObject({ topic: 'eaas/maker/D-1/telemetry', qos: 1, messageId: i + 1 });
      expect(message).toMatchObject({ timeMs: T0 + i * 7, seq: FIRST_SEQ + i });
      expect(message.values.map(({ key }) => key)).toEqual(FLEET_SIGNALS.map(({ key }) => key));
    }
  });

  it('writes six significant digits, counters that never decrease and gauges that change', () => {
    const device = new DeviceMessages('t', 1, FIRST_SEQ);
    const moment = new Moment();
    const columns = FLEET_SIGNALS.map((): number[] => []);
    for (let i = 0; i < 2000; i++) {
      moment.set(T0 + i);
      device.advance(1, moment);
      const { text, message } = read(device.frame);
      for (const [, digits] of text.matchAll(/_[a-z0-9]+":([\d.]+)/g))
        expect(digits!.replace('.', '')).toHaveLength(6);
      for (const [index, { value }] of message.values.entries()) columns[index]!.push(Number(value));
    }
    for (const [index, { kind }] of FLEET_SIGNALS.entries()) {
      const column = columns[index]!;
      if (kind === 'counter')
        expect(column.every((value, i) => i === 0 || value >= column[i - 1]!)).toBe(true);
      expect(new Set(column).size).toBeGreaterThan(100);
    }
  });

  it('is beyond one of its limits for a hundredth of the time, and otherwise within all limits', () => {
    const fleet = 6;
    const devices = Array.from({ length: fleet }, (_, index) => new DeviceMessages('t', index, FIRST_SEQ));
    const moment = new Moment();
    let beyond = 0;
    const steps = EXCURSION.periodMs / 500;
    for (let step = 0; step < steps; step++) {
      moment.set(T0 + step * 500);
      for (const device of devices) {
        device.advance(1, moment);
        const values = new Map(
          read(device.frame).message.values.map(({ key, value }) => [key, Number(value)]),
        );
        beyond += FLEET_RULES.filter(({ signalKey, direction, onLimit }) =>
          direction === 'above'
            ? values.get(signalKey)! > Number(onLimit)
            : values.get(signalKey)! < Number(onLimit),
        ).length;
      }
    }
    expect(beyond).toBe((steps * fleet) / 100);
    expect(devices.reduce((sum, { beyondCount }) => sum + beyondCount, 0)).toBe(beyond);
  });
});
