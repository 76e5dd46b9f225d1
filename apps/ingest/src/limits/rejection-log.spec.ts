import { RejectionLog } from './rejection-log.js';

describe('RejectionLog', () => {
  it('quarantines one message per minute, with the number of rejections', () => {
    const log = new RejectionLog();
    const device = { makerId: 'm', deviceId: 'd', deviceKey: 1 };
    expect(log.record(device, 0)).toBe(1);
    expect(log.record(device, 10)).toBeUndefined();
    expect(log.record({ ...device, deviceKey: 2 }, 10)).toBe(1);
    expect(log.record(device, 59_999)).toBeUndefined();
    expect(log.record(device, 60_000)).toBe(3);
    expect(log.record(device, 200_000)).toBe(1);
  });
});
