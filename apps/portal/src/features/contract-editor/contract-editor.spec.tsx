/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { type Answer, fakeApi, json, page, problem } from '../../../test/fake-api.js';
import { renderPage } from '../../../test/render-page.js';
import { text } from '../../../test/text.js';
import type { Contract } from '../../api/types.js';
import { ContractEditor } from './contract-editor.js';

const CHARGES = [
  {
    id: 'ch-1',
    key: 'base',
    name: { en: 'Base fee' },
    clause: '',
    due: 'arrears',
    dueOn: null,
    countsBy: 'month',
    perMachine: false,
    machineIds: [],
    meterIds: [],
    pricing: { model: 'flat', amount: '4900' },
  },
  {
    id: 'ch-2',
    key: 'air',
    name: { en: 'Air' },
    clause: '',
    due: 'arrears',
    dueOn: null,
    countsBy: 'month',
    perMachine: false,
    machineIds: [],
    meterIds: [],
    pricing: { model: 'unit', unitPrice: '0.0264', includedQuantity: '150000' },
  },
] as unknown as Contract['charges'];

const CONTRACT = {
  id: 'k-1',
  version: 3,
  state: 'draft',
  number: 'K-1',
  customer: { id: 'c-1', name: 'Meble' },
  buyer: { id: 'b-1', name: 'Meble Sp.' },
  legalEntity: { id: 'e-1', name: 'Beihu' },
  plan: { id: 'p-1', code: 'P', name: { en: 'Air base' }, structure: 'base+included+overage' },
  currency: 'PLN',
  zone: 'Europe/Warsaw',
  billingCalendar: 'calendar',
  startsOn: '2027-01-01',
  endsOn: null,
  paymentDays: 21,
  pricesIncludeTax: false,
  kitsIncluded: false,
  pauses: [],
  pausedDays: [],
  invoiceTerms: null,
  indexClause: null,
  exit: null,
  performance: [],
  terms: {},
  machines: [{ id: 'm-1', serial: 'S-1', from: '2027-01-01', to: null, endsOn: null }],
  meters: [],
  charges: CHARGES,
  versions: [],
} as unknown as Contract;

const ENTITY = {
  id: 'e-1',
  name: 'Beihu',
  street: 'S 1',
  city: 'Warszawa',
  taxIds: { nip: '1' },
  bankAccount: { account: 'PL1' },
  currency: 'PLN',
  zone: 'Europe/Warsaw',
};
const BUYER = { id: 'b-1', name: 'Meble Sp.', street: 'M 1', city: 'Otwock', taxIds: { nip: '2' } };
const COSTS = {
  knownMonths: 12,
  curve: [],
  plans: [
    {
      name: 'x',
      total: { amount: '58800.00', currency: 'PLN' },
      charges: [{ key: 'ch-1', amount: { amount: '58800.00', currency: 'PLN' } }],
      months: [{ month: '2026-11', amount: { amount: '4900.00', currency: 'PLN' }, waits: false }],
    },
  ],
};

const serve = (answers: Readonly<Record<string, Answer>> = {}) =>
  fakeApi({
    'GET /customers': page({ id: 'c-1', name: 'Meble' }, { id: 'c-2', name: 'Other' }),
    'GET /legal-entities': page(ENTITY),
    'GET /customers/*/buyers': page(BUYER),
    'GET /plans': page({ id: 'p-1', name: { en: 'Air base' }, structure: 'base+included+overage' }),
    'GET /price-books/offers': page(),
    'GET /price-books': page(),
    'GET /sites': page({ id: 's-1', name: 'Otwock' }),
    'GET /machines': page({ id: 'm-1', serial: 'S-1', customer: { id: 'c-1' }, site: { id: 's-1' } }),
    'GET /devices': page(),
    'GET /model-meters/proposals': page(),
    'GET /contracts': page({ id: 'k-1', number: 'K-1', customer: { id: 'c-1', name: 'Meble' } }),
    'GET /contracts/k-1': json(CONTRACT),
    'GET /contracts/k-1/acceptances': json({ document: '{}', contentHash: 'a'.repeat(64), acceptances: [] }),
    'POST /contracts/check': page(),
    'POST /pricing/simulation': json(COSTS),
    ...answers,
  });

const field = (label: string) => browser.getByLabelText(label, { exact: false });
const save = () => browser.getByRole('button', { name: text('maker:contractEditor.save') });

describe('writing a contract', () => {
  it('edits values inside its sentences, and saves the whole draft', async () => {
    const api = serve({ 'PATCH /contracts/k-1': json({ ...CONTRACT, version: 4 }) });
    const screen = await renderPage(<ContractEditor contract={CONTRACT} />);
    await expect.element(screen.getByText('included per month.')).toBeVisible();
    await field(text('maker:charge.field.unitPrice', { currency: 'PLN' })).fill('0.0252');
    await expect.element(screen.getByText(text('maker:contractEditor.unsaved'))).toBeVisible();
    await save().click();
    await vi.waitFor(() => expect(api.changes().some(({ method }) => method === 'PATCH')).toBe(true));
    const sent = api.changes().find(({ method }) => method === 'PATCH')!;
    expect(sent.headers.get('if-match')).toBe('"3"');
    expect(sent.body).toMatchObject({
      number: 'K-1',
      machines: [{ machineId: 'm-1', from: '2027-01-01', to: null }],
      charges: [
        { key: 'base', pricing: { model: 'flat', amount: '4900' } },
        { key: 'air', pricing: { model: 'unit', unitPrice: '0.0252', includedQuantity: '150000' } },
      ],
      exit: null,
      indexClause: null,
    });
    await expect.element(screen.getByText(text('maker:contractEditor.unsaved'))).not.toBeInTheDocument();
  });

  it('asks before unsaved changes are left', async () => {
    serve();
    const screen = await renderPage(<ContractEditor contract={CONTRACT} />);
    await field(text('maker:charge.field.unitPrice', { currency: 'PLN' })).fill('0.03');
    void screen.router.navigate({ to: '/alarms' });
    await expect.element(screen.getByText(text('maker:contractEditor.leaveEffect'))).toBeVisible();
    await screen.getByRole('button', { name: text('action.notYet') }).click();
    await expect
      .element(field(text('maker:charge.field.unitPrice', { currency: 'PLN' })))
      .toHaveValue('0.03');
    expect(screen.router.state.location.pathname).toBe('/');
  });

  it('adds and removes what a charge need not have', async () => {
    serve();
    const screen = await renderPage(<ContractEditor contract={CONTRACT} />);
    await screen.getByRole('button', { name: text('maker:charge.field.maxAmount') }).click();
    await field(text('maker:charge.field.maxAmount')).fill('9000');
    await expect.element(screen.getByText('Capped at')).toBeVisible();
    await screen
      .getByRole('button', { name: text('maker:contractEditor.removeSentence') })
      .last()
      .click();
    await expect.element(screen.getByText('Capped at')).not.toBeInTheDocument();
  });

  it('offers clauses that are missing', async () => {
    serve();
    const screen = await renderPage(<ContractEditor contract={CONTRACT} />);
    await screen.getByRole('button', { name: text('exit.title') }).click();
    await expect.element(screen.getByText(text('maker:exit.isAgreed'))).toBeVisible();
    await expect.element(screen.getByRole('button', { name: text('exit.title') })).not.toBeInTheDocument();
    await screen.getByRole('button', { name: text('maker:contractEditor.removeClause') }).click();
    await expect.element(screen.getByRole('button', { name: text('exit.title') })).toBeVisible();
  });

  it('shows what the contract would have cost', async () => {
    const api = serve();
    const screen = await renderPage(<ContractEditor contract={CONTRACT} />);
    await expect.element(screen.getByText('58,800.00').first()).toBeVisible();
    await expect
      .element(screen.getByText(text('maker:contractEditor.costs.leftOut', { count: 1 })))
      .toBeVisible();
    const [simulated] = api.requests.filter(({ path }) => path === '/pricing/simulation');
    expect(simulated?.body).toMatchObject({
      currency: 'PLN',
      counters: [{ id: 'm-1', machineId: 'm-1' }],
      plans: [{ charges: [{ key: 'ch-1' }] }],
    });
  });
});

describe('a new contract', () => {
  it('starts from another contract', async () => {
    serve();
    const screen = await renderPage(<ContractEditor />);
    await screen.getByText(text('maker:contractEditor.source.contract'), { exact: true }).click();
    await screen.getByPlaceholder(text('maker:contractEditor.source.contract')).click();
    await screen.getByText('K-1, Meble').click();
    await expect
      .element(field(text('maker:charge.field.unitPrice', { currency: 'PLN' })))
      .toHaveValue('0.0264');
    await expect.element(field(text('maker:contracts.itsNumber'))).toHaveValue('');
  });

  it('starts from a plan with its charges', async () => {
    serve();
    const screen = await renderPage(<ContractEditor />);
    await screen.getByText(text('maker:contractEditor.source.plan'), { exact: true }).first().click();
    await screen.getByPlaceholder(text('maker:contracts.plan')).click();
    await screen.getByRole('option', { name: 'Air base' }).click();
    await expect.element(field(text('maker:charge.field.amount')).first()).toBeVisible();
    await expect.element(field(text('maker:charge.field.unitPrice', { currency: '' })).first()).toBeVisible();
  });

  it('shows errors of the server at their fields', async () => {
    serve({
      'POST /contracts': problem(400, 'api.validation_failed', {
        fields: [{ pointer: '/number', code: 'contracts.number_malformed', params: { max: 40 } }],
      }),
    });
    await renderPage(<ContractEditor />);
    await save().click();
    await expect.element(field(text('maker:contracts.itsNumber'))).toHaveAttribute('aria-invalid', 'true');
    await vi.waitFor(() =>
      expect(document.activeElement?.getAttribute('aria-label')).toBe(text('maker:contracts.itsNumber')),
    );
  });

  it('has a checklist that leads to its fields, and cannot be activated yet', async () => {
    serve();
    const screen = await renderPage(<ContractEditor />);
    await expect
      .element(screen.getByRole('button', { name: text('maker:contract.activate') }))
      .toBeDisabled();
    await screen.getByRole('button', { name: text('maker:contractEditor.steps.parties') }).click();
    expect(document.activeElement?.getAttribute('aria-label')).toBe(text('maker:contracts.itsNumber'));
  });
});

describe('conflicts', () => {
  it('are shown at their clause and prevent the activation', async () => {
    serve({
      'POST /contracts/check': page({
        pointer: '/machines/0',
        code: 'contracts.machine_with_another_customer',
        params: { contract: 'X-9' },
        isBlocking: true,
      }),
    });
    const screen = await renderPage(<ContractEditor contract={CONTRACT} />);
    await expect.element(screen.getByText(/X-9/)).toBeVisible();
    expect(document.querySelector('#clause-machines')?.textContent).toContain('X-9');
    await expect
      .element(screen.getByRole('button', { name: text('maker:contract.activate') }))
      .toBeDisabled();
  });

  it('name missing tax data of the buyer at the parties', async () => {
    serve({ 'GET /customers/*/buyers': page({ ...BUYER, taxIds: {} }) });
    const screen = await renderPage(<ContractEditor contract={CONTRACT} />);
    await expect.element(screen.getByText(/Meble Sp\. need/)).toBeVisible();
    expect(document.querySelector('#clause-parties')?.textContent).toContain('need');
  });
});
