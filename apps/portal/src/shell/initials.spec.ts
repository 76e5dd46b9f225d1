import { initials } from './initials.js';

describe("a person's initials", () => {
  it.each([
    ['Lin Shifan', 'LS'],
    ['Lin', 'LI'],
    ['  marek   jan  kowalski ', 'MK'],
    ['林师傅', '林'],
    ['X', 'X'],
    ['', ''],
  ])('of "%s" are %s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});
