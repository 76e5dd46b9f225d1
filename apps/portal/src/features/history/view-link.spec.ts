import { exactLink } from './view-link.js';

const WINDOW = { from: Date.parse('2026-11-24T13:00:00Z'), to: Date.parse('2026-11-25T13:00:00Z') };

describe('the link to a view', () => {
  it.each([
    ['a range up to now', 'https://p.example/fleet/1?tab=history&range=7d'],
    ['the default range', 'https://p.example/fleet/1?tab=history'],
    ['an earlier link', 'https://p.example/fleet/1?tab=history&range=custom&span=x&signals=b'],
  ])('names the times and signals instead of %s', (_what, href) => {
    const { searchParams } = new URL(exactLink(href, WINDOW, 'a,,b'));
    expect(Object.fromEntries(searchParams)).toEqual({
      tab: 'history',
      range: 'custom',
      span: '2026-11-24T13:00:00Z~2026-11-25T13:00:00Z',
      signals: 'a,,b',
    });
  });

  it('keeps everything else that the address says about the view', () => {
    const href = 'https://p.example/fleet/1?with=m2&versus=week&charts=apart&selection=s';
    expect(exactLink(href, WINDOW, 'a')).toContain('with=m2&versus=week&charts=apart&selection=s');
  });
});
