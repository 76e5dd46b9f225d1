import { composeMachineLabel } from './machine-label.js';

const label = {
  url: 'https://air.example/machines/1',
  serial: 'BH75V-2409-101',
  model: 'BH-75V',
  maker: 'BEIHU AIR',
};

describe('composeMachineLabel', () => {
  it('contains serial, model and maker next to the code', () => {
    const svg = composeMachineLabel(label);
    for (const text of ['BH75V-2409-101', 'BH-75V', 'BEIHU AIR']) expect(svg).toContain(`>${text}</text>`);
    expect(svg.match(/<path d="M/g)).toHaveLength(1);
  });

  it('keeps the quiet zone empty', () => {
    const [, size] = /viewBox="0 0 (\d+) \d+" shape-rendering/.exec(composeMachineLabel(label))!;
    const places = [...composeMachineLabel(label).matchAll(/M(\d+) (\d+)h1v1h-1z/g)].flatMap(([, x, y]) => [
      Number(x),
      Number(y),
    ]);
    expect(Math.min(...places)).toBe(4);
    expect(Math.max(...places)).toBe(Number(size) - 5);
  });

  it('escapes names', () => {
    const svg = composeMachineLabel({ ...label, maker: '<script>alert("1")</script> & Co' });
    expect(svg).not.toContain('<script>');
    expect(svg).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; Co');
  });

  it('condenses long names instead of truncating them', () => {
    const maker = 'Beihu Screw Air Demo Co., Ltd. (fictional)';
    expect(composeMachineLabel({ ...label, maker })).toContain(
      `textLength="47" lengthAdjust="spacingAndGlyphs">${maker}<`,
    );
  });
});
