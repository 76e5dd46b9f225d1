import { RefusalLog } from './refusal-log.js';

describe('RefusalLog', () => {
  it('sets one message per minute aside, with the number of rejections', () => {
    const log = new RefusalLog();
    const device = { makerId: 'm', deviceId: 'd', deviceKey: 1 };
    expect(log.note(device, 0)).toBe(1);
    expect(log.note(device, 10)).toBeUndefined();
    expect(log.note({ ...device, deviceKey: 2 }, 10)).toBe(1);
    expect(log.note(device, 59_999)).toBeUndefined();
    expect(log.note(device, 60_000)).toBe(3);
    expect(log.note(device, 200_000)).toBe(1);
  });
});
