import { missingKeys, textFaults } from '../../scripts/i18n/catalogue-faults.mjs';
import { glossaryTerms } from '../../scripts/i18n/glossary-terms.mjs';
import { termFaults, type TermRules, unknownRules } from '../../scripts/i18n/term-faults.mjs';

const texts = (entries: Readonly<Record<string, string>>): Map<string, string> =>
  new Map(Object.entries(entries));

const ENGLISH = texts({
  'a:machines_one': '{{count}} machine at {{site}}',
  'a:machines_other': '{{count}} machines at {{site}}',
  'a:none_zero': 'No machines',
  'a:none_one': '{{count}} machine',
  'a:none_other': '{{count}} machines',
  'a:level_one': 'Level one',
  'a:terms': 'Accept the <1>terms</1> of {{maker}}',
});

describe('the keys of a language', () => {
  it.each([
    ['id', ['a:machines_other', 'a:none_zero', 'a:none_other', 'a:level_one', 'a:terms']],
    [
      'es',
      ['one', 'many', 'other']
        .map((form) => `a:machines_${form}`)
        .concat(['zero', 'one', 'many', 'other'].map((form) => `a:none_${form}`))
        .concat('a:level_one', 'a:terms'),
    ],
    [
      'pl',
      ['one', 'few', 'many', 'other']
        .map((form) => `a:machines_${form}`)
        .concat(['zero', 'one', 'few', 'many', 'other'].map((form) => `a:none_${form}`))
        .concat('a:level_one', 'a:terms'),
    ],
  ])('in %s are the plural forms of the language, and zero where English has it', (language, keys) => {
    expect(missingKeys(language, ENGLISH, new Map()).sort()).toEqual([...keys].sort());
  });

  it('are complete in English itself', () => {
    expect(missingKeys('en', ENGLISH, ENGLISH)).toEqual([]);
    expect(textFaults('en', ENGLISH, ENGLISH)).toEqual([]);
  });

  it('are not missing because a name ends like a plural form', () => {
    expect(missingKeys('pl', ENGLISH, texts({ 'a:level_one': 'Poziom pierwszy' }))).not.toContain(
      'a:level_few',
    );
  });
});

describe('the texts of a language', () => {
  it.each([
    ['with the same placeholders', { 'a:machines_other': '{{count}} mesin di {{site}}' }, []],
    ['of a plural without its count', { 'a:machines_other': 'mesin di {{site}}' }, []],
    [
      'without a placeholder',
      { 'a:machines_other': '{{count}} mesin' },
      ['id a:machines_other lacks {{site}}'],
    ],
    [
      'with another placeholder',
      { 'a:level_one': 'Level {{n}}' },
      ['id a:level_one has {{n}}, English has not'],
    ],
    [
      'without a tag',
      { 'a:terms': 'Setujui ketentuan {{maker}}' },
      ['id a:terms lacks <1>', 'id a:terms lacks </1>'],
    ],
    ['that are empty', { 'a:level_one': ' ' }, ['id has an empty text for a:level_one']],
    ['of a form that the language lacks', { 'a:none_one': 'x' }, ['id has a:none_one, English has not']],
    ['of an unknown key', { 'a:other': 'x' }, ['id has a:other, English has not']],
  ])('%s have %j', (_case, entries, faults) => {
    expect(textFaults('id', ENGLISH, texts(entries as Record<string, string>))).toEqual(faults);
  });
});

const GLOSSARY = `
| Term | Meaning | In code | 中文 | Español | Bahasa Indonesia | Polski |
| ---- | ------- | ------- | ---- | ------- | ---------------- | ------ |
| contract | An agreement \\| terms. | \`Contract\` | 合同 | contrato | kontrak | umowa |
| retention hold | Keeps data. | \`Hold\` | 保留锁定 | bloqueo de retención | penahanan retensi | blokada usunięcia |
| retention | A period. | \`Rule\` | 保留期限 | retención | retensi | okres przechowywania |
| issue | Number it. | \`issue\` | 开具 | emitir | terbitkan | wystawić |
| symptom, cause | Of a fault. | - | 现象、原因 | síntoma, causa | gejala, penyebab | objaw, przyczyna |

| Pattern | Where | Use instead |
| ------- | ----- | ----------- |
| \`anew\` | texts | again |
`;
const TERMS = glossaryTerms(GLOSSARY);
const RULES: TermRules = {
  unchecked: {},
  idioms: { 'root cause': 'A method.' },
  stems: { es: { issue: ['emis'] } },
  exceptions: { all: { 'a:all': '' }, es: { 'a:columns.*': '', 'a:counted': '' } },
};

describe('the terms of the glossary', () => {
  it('are read from the tables of terms, one entry per term', () => {
    expect(TERMS.map(({ term, translations }) => [term, translations['zh'], translations['pl']])).toEqual([
      ['contract', '合同', 'umowa'],
      ['retention hold', '保留锁定', 'blokada usunięcia'],
      ['retention', '保留期限', 'okres przechowywania'],
      ['issue', '开具', 'wystawić'],
      ['symptom', '现象', 'objaw'],
      ['cause', '原因', 'przyczyna'],
    ]);
  });

  it('must be translated into every language', () => {
    expect(() => glossaryTerms(GLOSSARY.replace('umowa', ''))).toThrow('no pl translation of "contract"');
    expect(() => glossaryTerms('')).toThrow('no table of terms');
  });

  it.each([
    ['pl', 'End the contract', 'Zakończ umowę', []],
    ['pl', 'No contracts yet', 'Brak umów', []],
    ['pl', 'No contracts yet', 'Brak porozumień', ['contract']],
    ['es', 'Contracts', 'Los contratos', []],
    ['es', 'Contractor', 'Proveedor', []],
    ['es', 'Non-contract usage', 'Otro consumo', []],
    ['zh', 'Contract', '该 合 同', []],
    ['id', 'Issued by', 'Diterbitkan oleh', []],
    ['es', 'Issue date', 'Fecha de emisión', []],
    ['es', 'Retention holds', 'Bloqueos de retención', []],
    ['es', 'Retention holds', 'Retenciones', ['retention hold']],
    ['es', 'Retention of {{contract}}', 'Retención de {{contract}}', []],
    ['es', 'The root cause', 'El análisis', []],
    ['es', 'The cause and the root cause', 'El análisis', ['cause']],
  ])('in %s, "%s" as "%s" lacks %j', (language, source, text, missing) => {
    const faults = termFaults(language, TERMS, RULES, texts({ 'a:b': source }), texts({ 'a:b': text }));
    expect(faults.map(({ term }) => term)).toEqual(missing);
  });

  it('are searched for in every plural form, except where a rule says why not', () => {
    const english = texts({
      'a:counted_one': '{{count}} contract',
      'a:counted_other': '{{count}} contracts',
      'a:left_one': '{{count}} contract',
      'a:left_other': '{{count}} contracts',
      'a:columns.x': 'contract',
      'a:all': 'contract',
    });
    const spanish = texts({
      'a:counted_many': '{{count}}',
      'a:left_one': '{{count}} contrato',
      'a:left_many': '{{count}} acuerdos',
      'a:columns.x': 'contract',
      'a:all': 'x',
    });
    expect(termFaults('es', TERMS, RULES, english, spanish)).toEqual([
      {
        key: 'a:left_many',
        term: 'contract',
        translation: 'contrato',
        english: '{{count}} contracts',
        text: '{{count}} acuerdos',
      },
    ]);
    expect(unknownRules(TERMS, RULES, english)).toEqual([]);
    expect(unknownRules(TERMS, { ...RULES, unchecked: { depot: '' } }, texts({ 'a:all': '' }))).toEqual([
      'depot',
      'a:columns.*',
      'a:counted',
    ]);
  });
});
