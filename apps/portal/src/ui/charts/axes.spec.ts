import { assignAxes, groupByAxes } from './axes.js';

const of = (...units: string[]) => units.map((unit, index) => ({ key: `${index}`, unit }));

describe('assignAxes', () => {
  it.each<[string, string[], string[]]>([
    ['one unit', ['bar'], ['bar left y']],
    ['signals of the same unit', ['bar', 'bar', 'bar'], ['bar left y']],
    ['two units', ['bar', 'Cel', 'bar'], ['bar left y', 'Cel right y2']],
    ['four units', ['bar', 'Cel', 'A', 'h'], ['bar left y', 'Cel right y2', 'A left y3', 'h right y4']],
    ['no unit beside one', ['', 'bar'], [' left y', 'bar right y2']],
  ])('gives each unit an axis: %s', (_what, units, expected) => {
    expect(assignAxes(of(...units)).map(({ unit, side, scale }) => `${unit} ${side} ${scale}`)).toEqual(
      expected,
    );
  });
});

describe('groupByAxes', () => {
  it.each<[string, string[], number, string[][]]>([
    ['nothing', [], 2, []],
    ['four units in one chart', ['bar', 'Cel', 'A', 'h'], 2, [['bar', 'Cel', 'A', 'h']]],
    ['a fifth unit in a second chart', ['bar', 'Cel', 'A', 'h', 'Hz'], 2, [['bar', 'Cel', 'A', 'h'], ['Hz']]],
    ['two units per chart on a phone', ['bar', 'Cel', 'A'], 1, [['bar', 'Cel'], ['A']]],
    ['the same unit in one chart', ['bar', 'Cel', 'A', 'bar'], 1, [['bar', 'Cel', 'bar'], ['A']]],
  ])('puts %s', (_what, units, perSide, expected) => {
    expect(groupByAxes(of(...units), perSide).map((group) => group.map(({ unit }) => unit))).toEqual(
      expected,
    );
  });
});
