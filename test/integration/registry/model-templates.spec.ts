import { MODEL_TEMPLATES } from '../../../apps/api/src/models/templates/model-templates.js';
import { rulesOf, signalsOf } from '../../../apps/api/src/models/templates/template-content.js';
import { byKey, call } from '../../support/http.js';
import { MakerApi } from '../../support/maker-api.js';

interface Model {
  readonly id: string;
  readonly code: string;
  readonly attributes: object;
  readonly signals: readonly { readonly key: string }[];
}
interface List<Item> {
  readonly items: readonly Item[];
}

let world: MakerApi;

beforeAll(async () => {
  world = await MakerApi.open('model-templates');
});

afterAll(() => world?.close());

const engineer = () => byKey(world.maker.staff.engineer);
const create = (body: object, as = engineer()) =>
  call<Model & { code: string }>(world.api, 'POST', '/models/from-template', { as, body });
const list = async <Item>(path: string): Promise<readonly Item[]> => {
  const { status, body } = await call<List<Item>>(world.api, 'GET', path, { as: engineer() });
  expect([path, status]).toEqual([path, 200]);
  return body.items;
};

describe.each(MODEL_TEMPLATES.map((template) => [template.key, template] as const))(
  'the template %s',
  (key, template) => {
    it('creates a model with all signals, a meter and all alarm rules', async () => {
      const { status, body, text } = await create({
        template: key,
        code: `T-${key}`,
        name: template.name.en,
      });
      expect([status, status === 201 ? '' : text]).toEqual([201, '']);
      expect(body.signals.map((signal) => signal.key)).toEqual(
        signalsOf(template).map((signal) => signal.key),
      );
      expect(body.attributes).toEqual(template.attributes);
      const meters = await list<{ signalKey: string; method: string }>(`/models/${body.id}/meters`);
      expect(meters).toMatchObject([{ signalKey: template.meter.signalKey, method: template.meter.method }]);
      const rules = await list<{ code: string }>(`/alarm-rules?modelId=${body.id}`);
      const codes = rulesOf(template).map(({ code }) => code);
      expect(rules.map(({ code }) => code).sort()).toEqual(codes.sort());
    });

    it('has signals that the ordinary route for models accepts', async () => {
      const signals = signalsOf(template).map(({ labelI18n, ...signal }) => ({
        ...signal,
        label: labelI18n,
      }));
      const body = { code: `O-${key}`, name: template.name.en, signals };
      const answer = await call(world.api, 'POST', '/models', { as: engineer(), body });
      expect([answer.status, answer.status === 201 ? '' : answer.text]).toEqual([201, '']);
    });
  },
);

describe('a model from a template', () => {
  it('is listed with the size of its template', async () => {
    const templates = await list<{ key: string; signals: number; alarmRules: number }>('/model-templates');
    expect(templates.map(({ key }) => key)).toEqual(MODEL_TEMPLATES.map(({ key }) => key));
    expect(templates[0]).toMatchObject({ signals: 11, meterUnit: 'h', name: { zh: '螺杆压缩机' } });
  });

  it('is not created in part if its code is taken', async () => {
    const count = async () => {
      const { rows } = await world.owner.query<{ n: number }>(
        `select (select count(*)::int from signal) + (select count(*)::int from alarm_rule) as n`,
      );
      return rows[0]!.n;
    };
    await create({ template: 'pump', code: 'TAKEN', name: 'Pump' });
    const before = await count();
    const answer = await create({ template: 'pump', code: 'TAKEN', name: 'Pump' });
    expect([answer.status, answer.body.code]).toEqual([409, 'equipment.model_code_taken']);
    expect(await count()).toBe(before);
  });

  it('needs a template that exists', async () => {
    const answer = await create({ template: 'toaster', code: 'T-1', name: 'Toaster' });
    expect(answer).toMatchObject({ status: 422, body: { fields: [{ pointer: '/template' }] } });
  });

  it('has no alarm rules if the caller may not change them', async () => {
    const { status: issued, body: issuedKey } = await call<{ key: string }>(world.api, 'POST', '/api-keys', {
      as: engineer(),
      body: { name: 'Registry only', permissions: ['registry.write', 'fleet.read'] },
    });
    expect(issued).toBe(201);
    const { status, body } = await create({ template: 'lift', code: 'L-1', name: 'Lift' }, byKey(issuedKey));
    expect(status).toBe(201);
    expect(await list(`/alarm-rules?modelId=${body.id}`)).toEqual([]);
  });
});
