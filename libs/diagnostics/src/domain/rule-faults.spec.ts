import { findRuleFaults, type RuleFields } from './rule-faults.js';

const sound: RuleFields = {
  code: 'A12',
  nameI18n: { en: 'High discharge temperature' },
  direction: 'above',
  onLimit: '100',
  offLimit: '95.5',
  onDelaySeconds: 600,
  maxGapSeconds: null,
  severity: 'critical',
  requiredCertificates: { ID: 'K3 pressure vessel technician' },
  requiredParts: [{ partNumber: 'TV-71', quantity: 1 }],
};

describe('a rule', () => {
  it.each<[string, Partial<RuleFields>]>([
    ['with all fields', {}],
    ['with equal limits', { offLimit: '100.0' }],
    ['below, with a higher off limit', { direction: 'below', onLimit: '6', offLimit: '6.8' }],
    ['with negative limits', { onLimit: '-5', offLimit: '-10' }],
    ['with the smallest delay and the largest gap', { onDelaySeconds: 0, maxGapSeconds: 604_800 }],
  ])('is valid %s', (_what, over) => {
    expect(findRuleFaults({ ...sound, ...over })).toEqual([]);
  });

  it.each<[Partial<RuleFields>, string, string]>([
    [{ code: 'A 12' }, '/code', 'diagnostics.code_malformed'],
    [{ nameI18n: {} }, '/name', 'diagnostics.name_missing'],
    [{ nameI18n: { en: '  ' } }, '/name', 'diagnostics.name_missing'],
    [{ onLimit: '1e2' }, '/onLimit', 'diagnostics.limit_malformed'],
    [{ offLimit: '' }, '/offLimit', 'diagnostics.limit_malformed'],
    [{ offLimit: '100.1' }, '/offLimit', 'diagnostics.off_limit_beyond_on_limit'],
    [
      { direction: 'below', onLimit: '6', offLimit: '5.9' },
      '/offLimit',
      'diagnostics.off_limit_beyond_on_limit',
    ],
    [{ onDelaySeconds: -1 }, '/onDelaySeconds', 'diagnostics.delay_out_of_range'],
    [{ onDelaySeconds: 604_801 }, '/onDelaySeconds', 'diagnostics.delay_out_of_range'],
    [{ maxGapSeconds: 0 }, '/maxGapSeconds', 'diagnostics.gap_out_of_range'],
    [
      { requiredCertificates: { Poland: 'SEP' } },
      '/requiredCertificates/Poland',
      'diagnostics.country_malformed',
    ],
    [
      { requiredParts: [{ partNumber: 'TV-71', quantity: 0 }] },
      '/requiredParts/0/quantity',
      'diagnostics.quantity_out_of_range',
    ],
  ])('is rejected with %j', (over, pointer, code) => {
    expect(findRuleFaults({ ...sound, ...over })).toEqual([{ pointer, code }]);
  });

  it('reports all errors at once', () => {
    expect(
      findRuleFaults({ ...sound, code: '', onLimit: 'x', onDelaySeconds: 0.5 }).map(({ pointer }) => pointer),
    ).toEqual(['/code', '/onLimit', '/onDelaySeconds']);
  });
});
