import { createHash } from 'node:crypto';
import { PERMISSIONS } from '#organization';
import { v7 as uuidv7 } from 'uuid';
import pg from 'pg';
import { storeReadings } from './readings.js';

/** Roles of the users of a maker, and of the users of a customer. */
export const STAFF_ROLES = [
  'admin',
  'manager',
  'finance',
  'dispatcher',
  'engineer',
  'planner',
  'technician',
] as const;
export const CUSTOMER_ROLES = ['customer_admin', 'customer_viewer', 'verifier'] as const;
export type Role = (typeof STAFF_ROLES)[number] | (typeof CUSTOMER_ROLES)[number];

export interface PersonOfWorld {
  userId: string;
  membershipId: string;
  role: Role;
  keyId: string;
  /** API key of this person with all permissions of the role. */
  key: string;
  /** Token of a session of this person, for routes that reject keys. The CSRF token is `csrf`. */
  session: string;
}

export interface CustomerOfWorld {
  customerId: string;
  people: Record<(typeof CUSTOMER_ROLES)[number], PersonOfWorld>;
  ids: Record<string, string>;
}

export interface MakerOfWorld {
  makerId: string;
  slug: string;
  staff: Record<(typeof STAFF_ROLES)[number], PersonOfWorld>;
  /** The technician of the second hub; the one in `staff` belongs to the first hub. */
  otherTechnician: PersonOfWorld;
  /** The first hub serves the first customer, the second hub the second. */
  customers: [CustomerOfWorld, CustomerOfWorld];
  ids: Record<string, string>;
}

const T0 = '2026-10-01T00:00:00Z';
/** A saved view of the list of invoices. */
const VIEW_SETTINGS = {
  filters: { state: 'draft' },
  sort: null,
  layout: { hidden: [], widths: {}, density: 'normal' },
};
export const WORLD_DAY = '2026-10-15';

/**
 * Creates a maker with rows of every kind, and two customers with one row of every kind that customers have. Writes as
 * the owner of the database, bypassing row-level security, so that rows that the tests expect to be hidden really
 * exist.
 */
export async function createMaker(client: pg.Client, slug: string): Promise<MakerOfWorld> {
  // Writes in one transaction. Otherwise, a running product would start to process an incomplete maker, and add rows.
  await client.query('begin');
  try {
    const maker = await writeMaker(new WorldWriter(client, uuidv7()), slug);
    await client.query('commit');
    return maker;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function writeMaker(world: WorldWriter, slug: string): Promise<MakerOfWorld> {
  const makerId = world.makerId;
  const name = `Maker ${slug}`;
  world.put('maker', {
    id: makerId,
    slug,
    name,
    brand: name,
    country: 'CN',
    zone: 'Asia/Shanghai',
    created_at: T0,
  });
  const ids: Record<string, string> = {};
  ids.legal_entity = await world.add('legal_entity', {
    name: `Entity ${slug}`,
    country: 'PL',
    currency: 'PLN',
    zone: 'Europe/Warsaw',
    street: 'ul. Fikcyjna 1',
    postal_code: '00-001',
    city: 'Warszawa',
    tax_ids: '{"nip":"1111111111"}',
    series_prefix: 'PL',
  });
  ids.bank_account = await world.add('bank_account', {
    legal_entity_id: ids.legal_entity,
    currency: 'EUR',
    account: 'PL61109010140000071219812874',
    valid_from: '2026-01-01',
    state: 'proposed',
    proposed_at: T0,
  });
  ids.document_brand = await world.add('document_brand', { accent: '#0b6b74', created_at: T0 });
  for (const supply of ['service', 'goods']) {
    ids[`tax_rule_${supply}`] = await world.add('tax_rule', {
      legal_entity_id: ids.legal_entity,
      buyer_country: 'PL',
      supply,
      category: 'standard',
      percent: '23',
      during: '[2020-01-01,)',
      recorded_at: T0,
    });
  }
  world.put('stripe_account', {
    maker_id: makerId,
    kind: 'connected',
    mode: 'test',
    account_id: `acct_${makerId.replaceAll('-', '')}`,
    retry_days: [3, 5, 7],
    events_read_until: T0,
    connected_at: T0,
  });
  world.put('datev_settings', {
    maker_id: makerId,
    legal_entity_id: ids.legal_entity,
    consultant_number: 1001,
    client_number: 1,
    account_length: 4,
    changed_at: T0,
  });
  world.put('debit_creditor', {
    maker_id: makerId,
    legal_entity_id: ids.legal_entity,
    creditor_id: 'DE98ZZZ09999999999',
    notice_days: 14,
    changed_at: T0,
  });
  world.put('reminder_policy', {
    maker_id: makerId,
    legal_entity_id: ids.legal_entity,
    country: 'PL',
    terms: JSON.stringify({
      levels: [
        { days: 5, text: 'reminder', hasClaims: false },
        { days: 20, text: 'final_notice', hasClaims: true },
      ],
      pauseDays: 1,
      minimums: {},
      lumpSums: { PLN: '40.00' },
      interest: null,
    }),
    changed_at: T0,
  });
  world.put('reminder_base_rate', {
    maker_id: makerId,
    name: `Rate of ${slug}`,
    valid_from: '2026-01-01',
    percent: '5.75',
    source: 'Central bank',
    entered_at: T0,
  });
  ids.reminder_run = await world.add('reminder_run', {
    legal_entity_id: ids.legal_entity,
    run_on: '2026-11-20',
    excluded: '{}',
    made_at: T0,
  });
  ids.revaluation = await world.add('revaluation', {
    legal_entity_id: ids.legal_entity,
    month: '2020-03-01',
    currency: 'EUR',
    number: 1,
    books_currency: 'PLN',
    books_rate: '4.3',
    documents: 0,
    open_minor: 0,
    books_open_minor: 0,
    gain_minor: 0,
    loss_minor: 0,
    posting_date: '2020-03-31',
    reversed_on: '2020-04-01',
    posted_at: T0,
  });
  world.put('deferral_settings', {
    maker_id: makerId,
    legal_entity_id: ids.legal_entity,
    starts_on: null,
    changed_at: T0,
  });
  ids.ledger_account = await world.add('ledger_account', {
    legal_entity_id: ids.legal_entity,
    account: 'receivable',
    number: '201',
    name: `Customers of ${slug}`,
    changed_at: T0,
  });
  ids.fx_rate = await world.add('fx_rate', {
    from_currency: 'EUR',
    to_currency: 'PLN',
    day: '2026-10-01',
    rate: '4.2512',
    source: 'NBP',
    recorded_at: T0,
  });
  ids.price_index = await world.add('price_index', {
    series: 'wages',
    month: '2026-10-01',
    value: '126.1',
    source: 'GUS',
    recorded_at: T0,
  });
  // A month in the distant past, so that no test posts to the closed period.
  await world.addKeyed('accounting_period', {
    legal_entity_id: ids.legal_entity,
    month: '2020-01-01',
    state: 'closed',
    changed_at: T0,
  });
  const hub = {
    legal_entity_id: ids.legal_entity,
    country: 'PL',
    zone: 'Europe/Warsaw',
    hours: JSON.stringify({ days: [1, 2, 3, 4, 5], open: '08:00', close: '17:00' }),
    languages: ['pl', 'en'],
  };
  ids.hub = await world.add('hub', {
    ...hub,
    code: 'WAW',
    name: `Hub ${slug}`,
    latitude: 52.17,
    longitude: 20.8,
  });
  ids.other_hub = await world.add('hub', {
    ...hub,
    code: 'GDA',
    name: `Second hub ${slug}`,
    latitude: 54.35,
    longitude: 18.65,
  });
  ids.certificate_authority = await world.add('certificate_authority', {
    name: `CA ${slug}`,
    pem: 'PEM',
    fingerprint: hash(`ca-${slug}`),
    key_fingerprint: hash(`ca-key-${slug}`),
    subject: `CN=CA ${slug}`,
    not_before: T0,
    not_after: '2036-10-01T00:00:00Z',
    pattern: '{device.code}',
    created_at: T0,
  });
  ids.partner = await world.add('partner', { code: 'DEALER', name: `Dealer of ${slug}` });
  ids.hub_holiday = await world.add('hub_holiday', {
    hub_id: ids.hub,
    day: '2026-11-11',
    name: 'Independence Day',
  });

  const staff = {} as MakerOfWorld['staff'];
  for (const role of STAFF_ROLES)
    staff[role] = await world.person(slug, role, role === 'technician' ? ids.hub : null, null);
  const otherTechnician = await world.person(slug, 'technician', ids.other_hub, null, 'technician-2');

  ids.equipment_model = await world.add('equipment_model', {
    code: 'PUMP',
    name: `Pump ${slug}`,
    required_skill: 'service',
  });
  ids.signal = await world.add('signal', {
    model_id: ids.equipment_model,
    key: 'pressure_bar',
    unit: 'bar',
    kind: 'gauge',
    warn_high: '8',
  });
  await world.add('signal', {
    model_id: ids.equipment_model,
    key: 'run_hours_total',
    unit: 'h',
    kind: 'counter',
  });
  ids.model_meter = await world.add('model_meter', {
    model_id: ids.equipment_model,
    name: 'Running hours',
    signal_key: 'run_hours_total',
    method: 'counter',
    unit: 'h',
    max_gap_minutes: 1440,
  });
  ids.alarm_rule = await world.add('alarm_rule', {
    code: 'A33',
    name_i18n: '{"en":"High pressure"}',
    model_id: ids.equipment_model,
    signal_key: 'pressure_bar',
    direction: 'above',
    on_limit: '8',
    off_limit: '7.5',
    severity: 'critical',
    opens_ticket: true,
    valid_from: T0,
  });
  await world.addKeyed('alarm_rule_version', {
    rule_id: ids.alarm_rule,
    valid_from: '2026-09-01T00:00:00Z',
    valid_to: T0,
    on_limit: '9',
    off_limit: '8.5',
    on_delay_seconds: 0,
    severity: 'warning',
    enabled: true,
  });
  ids.part = await world.add('part', {
    number: 'OF-1',
    name_i18n: '{"en":"Oil filter"}',
    list_price_usd: '19',
  });
  ids.bom_line = await world.add('bom_line', {
    model_id: ids.equipment_model,
    assembly: 'oil',
    part_id: ids.part,
    quantity: 1,
  });
  ids.kit = await world.add('kit', { code: 'KIT-2000', model_id: ids.equipment_model, trigger_hours: 2000 });
  await world.addKeyed('kit_part', { kit_id: ids.kit, part_id: ids.part, quantity: 1 });
  ids.depot = await world.add('depot', { code: 'DC-WAW', name: `Depot ${slug}`, hub_id: ids.hub });
  ids.other_depot = await world.add('depot', {
    code: 'DC-GDA',
    name: `Second depot ${slug}`,
    hub_id: ids.other_hub,
  });
  const receipt = {
    part_id: ids.part,
    lot: 'L1',
    kind: 'receipt',
    on_hand_delta: 10,
    reserved_delta: 0,
    occurred_at: T0,
    recorded_at: T0,
  };
  ids.stock_entry = await world.add('stock_entry', { ...receipt, depot_id: ids.depot });
  ids.other_stock_entry = await world.add('stock_entry', { ...receipt, depot_id: ids.other_depot });
  ids.plan = await world.add('plan', {
    code: 'AIR-BASE',
    name_i18n: '{"en":"Air base"}',
    structure: 'base+included+overage',
  });
  ids.price_book = await world.add('price_book', {
    code: 'LIST',
    name: 'List',
    currency: 'PLN',
    created_at: T0,
  });
  ids.price_book_version = await world.add('price_book_version', {
    book_id: ids.price_book,
    number: 1,
    during: '[2026-01-01,)',
    entries: JSON.stringify([
      {
        planId: ids.plan,
        key: 'base',
        nameI18n: {},
        clause: '2.1',
        due: 'arrears',
        countsBy: 'month',
        perMachine: false,
        pricing: { model: 'flat', amount: '100.00' },
      },
    ]),
    recorded_at: T0,
  });
  await world.addKeyed('decision_limit', { unit: 'm3', quantity: '1000' });
  ids.technician = await world.technician(staff.technician, 'T-1', ids.hub);
  ids.other_technician = await world.technician(otherTechnician, 'T-GDA', ids.other_hub);
  ids.technician_certificate = await world.add('technician_certificate', {
    technician_id: ids.technician,
    name: 'SEP E1',
    valid_until: '2029-01-01',
  });
  ids.technician_absence = await world.add('technician_absence', {
    technician_id: ids.technician,
    during: '[2027-01-01T00:00:00Z,2027-01-02T00:00:00Z)',
  });
  ids.audit_entry = await world.add('audit_entry', {
    at: T0,
    actor_kind: 'system',
    action: 'created',
    entity: 'maker',
    entity_id: makerId,
  });
  ids.outbox_event = await world.add('outbox_event', {
    name: 'a.fact',
    version: 1,
    payload: '{}',
    occurred_at: T0,
    relayed_at: T0,
  });
  await world.addKeyed('outbox_claim', { claimed_by: null, claimed_until: T0 });
  await world.addKeyed('handled_event', { event_id: ids.outbox_event, handler: 'test', handled_at: T0 });
  await world.addKeyed('quota_use', { quota: 'exports', subject: 'maker', minute: T0, uses: 1 });
  await world.addKeyed('idempotency_key', {
    user_id: staff.admin.userId,
    key: 'k-1',
    route: 'POST /x',
    request_hash: 'h',
    created_at: T0,
  });
  ids.webhook_endpoint = await world.add('webhook_endpoint', {
    kind: 'webhook',
    name: 'ERP',
    url_sealed: 'sealed',
    url_shown: 'https://erp.example/hook',
    event_types: [],
    locale: 'en',
    secret_sealed: 'sealed',
    created_at: T0,
  });
  ids.webhook_delivery = await world.add('webhook_delivery', {
    endpoint_id: ids.webhook_endpoint,
    type: 'webhook.test',
    body: '{}',
    state: 'delivered',
    attempts: 1,
    due_at: T0,
    created_at: T0,
    finished_at: T0,
  });
  ids.webhook_attempt = await world.add('webhook_attempt', {
    delivery_id: ids.webhook_delivery,
    at: T0,
    status: 200,
    duration_ms: 12,
    response: 'ok',
  });
  ids.notification_delivery = await world.notify(staff.admin, slug);
  await world.addKeyed('escalation_step', {
    type: 'alarm.critical',
    position: 0,
    after_minutes: 30,
    role: 'manager',
  });
  ids.export_job_file = await world.add('stored_file', {
    name: 'readings-2026-10-01-2026-11-01.csv',
    mime: 'text/csv',
    bytes: 3,
    sha256: hash('export'),
    purpose: 'readings_export',
    created_at: T0,
  });
  ids.export_job = await world.add('export_job', {
    asked_by: staff.admin.userId,
    signals: ['pressure_bar'],
    from_time: '2026-10-01T00:00:00Z',
    to_time: '2026-11-01T00:00:00Z',
    format: 'csv',
    formulas: 'escape',
    created_at: T0,
    job_id: await world.add('job_progress', {
      kind: 'readings_export_once',
      state: 'done',
      created_at: T0,
      updated_at: T0,
    }),
    file_id: ids.export_job_file,
    known_until: T0,
    points: 3,
    expires_at: '2999-01-01T00:00:00Z',
  });
  ids.job_progress = await world.add('job_progress', {
    kind: 'billing_run',
    state: 'done',
    created_at: T0,
    updated_at: T0,
  });
  ids.billing_run = ids.job_progress;
  await world.addKeyed('billing_run', { id: ids.job_progress, month: '2026-10', requested_at: T0 });
  ids.bulk_decision = await world.add('job_progress', {
    kind: 'bulk_decision',
    state: 'done',
    created_at: T0,
    updated_at: T0,
  });
  await world.addKeyed('bulk_decision', {
    id: ids.bulk_decision,
    action: 'approve',
    why: '',
    requested_by: staff.finance.userId,
    requested_at: T0,
    actor: 'user',
    membership_id: staff.finance.membershipId,
  });
  ids.saved_view = await world.add('saved_view', {
    list: 'invoices',
    name: 'Drafts',
    owner_id: staff.admin.userId,
    is_shared: true,
    settings: JSON.stringify(VIEW_SETTINGS),
    version: 1,
    created_at: T0,
    updated_at: T0,
  });
  await world.addKeyed('saved_view_default', {
    user_id: staff.admin.userId,
    list: 'invoices',
    view_id: ids.saved_view,
  });
  await world.addKeyed('document_counter', { kind: 'ticket', last_number: 2000 });
  ids.mail_link = await world.add('mail_link', {
    kind: 'password_reset',
    token_hash: hash(`${slug}-link`),
    user_id: staff.manager.userId,
    created_at: T0,
    expires_at: '2027-01-01T00:00:00Z',
  });
  ids.session = await world.add('session', {
    token_hash: hash(`${slug}-session`),
    csrf_token: 'csrf',
    user_id: staff.finance.userId,
    membership_id: staff.finance.membershipId,
    created_at: T0,
    last_seen_at: T0,
    expires_at: '2027-01-01T00:00:00Z',
  });
  ids.quarantine_entry = await world.add('quarantine_entry', {
    topic: `eaas/${slug}/x/telemetry`,
    payload: '{',
    payload_bytes: 1,
    reason: 'not_json',
    received_at: T0,
  });
  ids.quarantine_replay = await world.add('quarantine_replay', {
    requested_at: T0,
    total: 1,
    done: 1,
    finished_at: T0,
  });
  // Keeps raw readings practically forever.
  ids.retention_rule = await world.add('retention_rule', { raw_days: 36_500, version: 1 });
  ids.reading_hold = await world.add('reading_hold', {
    from_time: T0,
    to_time: '2027-01-01T00:00:00Z',
    reason: 'A dispute',
    created_at: T0,
  });
  await world.addKeyed('intake_minute', {
    minute: T0,
    messages: 2,
    readings: 2,
    points: 4,
    duplicates: 0,
    late: 0,
    quarantined: 0,
    lags: [2],
  });

  ids.history_import = await world.add('history_import', {
    name: 'past.csv',
    bytes: 5,
    state: 'uploading',
    created_at: T0,
    updated_at: T0,
  });
  await world.addKeyed('history_import_row', {
    import_id: ids.history_import,
    row: 2,
    code: 'time_malformed',
    params: {},
    column_name: 'time',
    value: 'x',
    raw: 'x;1',
  });

  const customers: CustomerOfWorld[] = [];
  const { other_hub: second, other_depot: depot, other_technician: technician } = ids;
  customers.push(await createCustomer(world, slug, 'a', ids));
  customers.push(await createCustomer(world, slug, 'b', { ...ids, hub: second, depot, technician }));
  await world.flush();
  return {
    makerId,
    slug,
    staff,
    otherTechnician,
    customers: customers as [CustomerOfWorld, CustomerOfWorld],
    ids,
  };
}

/**
 * @param maker rows that the customer's rows refer to, with the hub, the depot and the technician that serve this
 *   customer
 */
async function createCustomer(
  world: WorldWriter,
  slug: string,
  letter: string,
  maker: Record<string, string>,
): Promise<CustomerOfWorld> {
  const ids: Record<string, string> = {};
  const customerId = await world.add('customer', {
    code: `C-${letter}`,
    name: `Customer ${letter} of ${slug}`,
    country: 'PL',
    hub_id: maker.hub,
  });
  ids.customer = customerId;
  const people = {} as CustomerOfWorld['people'];
  for (const role of CUSTOMER_ROLES)
    people[role] = await world.person(slug, role, null, { letter, customerId });
  ids.site = await world.add('site', {
    customer_id: customerId,
    code: `S-${letter}`,
    name: `Plant ${letter}`,
    country: 'PL',
    zone: 'Europe/Warsaw',
    hub_id: maker.hub,
    latitude: 52.1,
    longitude: 21.2,
  });
  ids.contact = await world.add('contact', {
    customer_id: customerId,
    site_id: ids.site,
    name: `Contact ${letter}`,
  });
  ids.machine = await world.add('machine', {
    serial: `PUMP-${letter}-${slug}`,
    model_id: maker.equipment_model,
    owner: 'maker',
    lifecycle: 'in_service',
    shipped_at: '2026-01-01T00:00:00Z',
    commissioned_at: '2026-01-05T00:00:00Z',
  });
  ids.machine_transition = await world.add('machine_transition', {
    machine_id: ids.machine,
    to_state: 'in_service',
    occurred_at: T0,
    recorded_at: T0,
  });
  ids.placement = await world.add('placement', {
    machine_id: ids.machine,
    site_id: ids.site,
    customer_id: customerId,
    during: '[2026-01-05T00:00:00Z,)',
  });
  ids.component = await world.add('component', {
    machine_id: ids.machine,
    part_number: 'OF-1',
    lot: `LOT-${letter}`,
    installed_at: T0,
  });
  ids.machine_alarm_rule = await world.add('alarm_rule', {
    code: `A-${letter}`,
    name_i18n: `{"en":"Pressure agreed with ${letter}"}`,
    machine_id: ids.machine,
    signal_key: 'pressure_bar',
    direction: 'above',
    on_limit: '95',
    off_limit: '90',
    severity: 'warning',
    valid_from: T0,
  });
  await world.addKeyed('alarm_rule_version', {
    rule_id: ids.machine_alarm_rule,
    valid_from: '2026-09-01T00:00:00Z',
    valid_to: T0,
    on_limit: '96',
    off_limit: '91',
    on_delay_seconds: 0,
    severity: 'warning',
    enabled: true,
  });
  ids.device = await world.add('device', {
    code: `PUMP-${letter}-${slug}`,
    kind: 'controller',
    machine_id: ids.machine,
  });
  const deviceKey = await world.deviceKey(ids.device);
  ids.site_device = await world.add('device', {
    code: `FM-${letter}-${slug}`,
    kind: 'instrument',
    site_id: ids.site,
  });
  ids.device_signal = await world.add('signal', {
    device_id: ids.site_device,
    key: 'air_m3_total',
    unit: 'm3',
    kind: 'counter',
    decimals: 0,
  });
  await world.addKeyed('history_import_device', {
    import_id: maker.history_import,
    device_key: deviceKey,
    readings: 1,
    from_time: T0,
    to_time: T0,
    judged: true,
  });
  const siteKey = await world.deviceKey(ids.site_device);
  ids.device_credential = await world.add('device_credential', {
    device_id: ids.device,
    username: `${slug}/${letter}/1`,
    secret_hash: hash(`${slug}-${letter}-secret`),
    created_at: T0,
  });

  ids.gateway = await world.add('device', { code: `GW-${letter}`, kind: 'gateway', site_id: ids.site });
  await world.addKeyed('gateway_device', {
    gateway_id: ids.gateway,
    name: (ids.gateway_name = `Line ${letter}`),
    first_seen_at: T0,
    last_seen_at: T0,
  });
  await world.addKeyed('gateway_device', {
    gateway_id: ids.gateway,
    name: `Meter ${letter}`,
    device_id: ids.site_device,
    first_seen_at: T0,
    last_seen_at: T0,
  });
  await world.add('quarantine_entry', {
    device_id: ids.device,
    topic: `eaas/${slug}/PUMP-${letter}-${slug}/telemetry`,
    payload: '{',
    payload_bytes: 1,
    reason: 'not_json',
    received_at: T0,
  });
  await world.add('quarantine_replay', {
    device_id: ids.device,
    requested_at: T0,
    total: 1,
    done: 1,
    finished_at: T0,
  });
  await world.add('reading_hold', {
    device_key: deviceKey,
    from_time: T0,
    to_time: '2027-01-01T00:00:00Z',
    reason: `A dispute with ${letter}`,
    created_at: T0,
  });
  await world.addKeyed('device_intake', {
    device_key: deviceKey,
    hour: '2026-11-20T10:00:00Z',
    minute: '2026-11-20T10:05:00Z',
    minute_messages: 2,
    minute_points: 4,
    most_messages: 2,
    most_points: 4,
  });
  await world.addKeyed('quarantine_let_go', {
    device_id: ids.device,
    reason: 'not_json',
    messages: 1,
    last_at: T0,
  });
  await world.add('intake_limit', { device_id: ids.device, messages_per_second: 100_000 });
  await world.addKeyed('device_attribute', {
    device_id: ids.device,
    scope: 'client',
    name: 'firmware',
    value: '"4.2"',
    changed_at: T0,
  });
  ids.device_command = await world.add('device_command', {
    device_id: ids.device,
    method: 'restart',
    params: '{}',
    wants_answer: true,
    reason: 'after the update',
    state: 'QUEUED',
    created_at: T0,
    expires_at: T0,
  });

  await world.readings(
    deviceKey,
    ['pressure_bar', 'run_hours_total'],
    [
      [7, 100],
      [8.5, 101],
      [7.2, 102],
    ],
  );
  await world.readings(siteKey, ['air_m3_total'], [[1000], [1010], [1025]]);
  const at = Date.parse(`${WORLD_DAY}T12:00:00Z`);
  for (const [key, lastValues] of [
    [deviceKey, { pressure_bar: { v: 7.2, t: at }, run_hours_total: { v: 102, t: at } }],
    [siteKey, { air_m3_total: { v: 1025, t: at } }],
  ] as const) {
    await world.addKeyed('device_status', {
      device_key: key,
      connected: true,
      last_seen_at: `${WORLD_DAY}T12:00:00Z`,
      last_reading_at: `${WORLD_DAY}T12:00:00Z`,
      last_values: JSON.stringify(lastValues),
    });
    await world.addKeyed('reporting_day', {
      device_key: key,
      day: WORLD_DAY,
      signals: '{}',
    });
    await world.addKeyed('reading_first_receipt', {
      device_key: key,
      device_time: `${WORLD_DAY}T10:00:00Z`,
      seq: 1,
      received_at: `${WORLD_DAY}T09:59:00Z`,
    });
    await world.addKeyed('reading_gap', {
      device_key: key,
      signal_key: 'pressure_bar',
      from_time: `${WORLD_DAY}T01:00:00Z`,
      to_time: `${WORLD_DAY}T02:00:00Z`,
      expected_ms: 1000,
      found_at: `${WORLD_DAY}T03:00:00Z`,
    });
    await world.addKeyed('gap_review', {
      device_key: key,
      from_time: `${WORLD_DAY}T01:00:00Z`,
      to_time: `${WORLD_DAY}T02:00:00Z`,
      asked_at: `${WORLD_DAY}T03:00:00Z`,
    });
    await world.addKeyed('unknown_signal', {
      device_key: key,
      key: 'mystery',
      sample: '{"g":1}',
      first_seen_at: T0,
      last_seen_at: T0,
    });
    await world.addKeyed('reading_removal', {
      device_key: key,
      key: 'mystery',
      resolution: 0,
      removed: '{[2000-01-01,2000-01-02)}',
    });
    await world.addKeyed('retention_sweep', { device_key: key, policy: '', swept_at: T0 });
  }
  ids.connectivity_event = await world.add('connectivity_event', {
    device_id: ids.device,
    at: `${WORLD_DAY}T12:00:00Z`,
    kind: 'online',
    reason: 'connect',
  });

  ids.buyer = await world.add('customer_entity', {
    customer_id: customerId,
    name: `Company ${letter} of ${slug}`,
    street: 'ul. Przykladowa 2',
    postal_code: '00-002',
    city: 'Otwock',
    country: 'PL',
    tax_ids: '{"nip":"9990000103"}',
    created_at: T0,
  });
  ids.order = await world.add('customer_order', {
    buyer_id: ids.buyer,
    number: `PO-${letter}`,
    valid_from: '2026-01-01',
  });
  ids.contract = await world.add('contract', {
    number: `K-${letter}`,
    customer_id: customerId,
    legal_entity_id: maker.legal_entity,
    buyer_id: ids.buyer,
    plan_id: maker.plan,
    currency: 'PLN',
    zone: 'Europe/Warsaw',
    starts_on: '2026-02-01',
    state: 'active',
    kits_included: true,
  });
  ids.contract_acceptance = await world.add('contract_acceptance', {
    contract_id: ids.contract,
    content_hash: hash('terms'),
    document: '{}',
    accepted_by: `Somebody of ${customerId}`,
    accepted_on: '2026-01-20',
    way: 'paper',
    reference: 'Folder 7',
    recorded_at: T0,
  });
  await world.addKeyed('contract_price_book', {
    contract_id: ids.contract,
    version_id: maker.price_book_version,
    noted_at: T0,
  });
  ids.contract_machine = await world.add('contract_machine', {
    contract_id: ids.contract,
    machine_id: ids.machine,
    during: '[2026-02-01,)',
  });
  ids.contract_downtime = await world.add('contract_downtime', {
    contract_id: ids.contract,
    machine_id: ids.machine,
    cause: 'customer',
    from_time: '2026-02-02T04:00:00Z',
    to_time: '2026-02-02T05:00:00Z',
    reason: `Stood at ${customerId}`,
    recorded_at: T0,
  });
  ids.meter = await world.add('meter', {
    contract_id: ids.contract,
    device_id: ids.site_device,
    signal_key: 'air_m3_total',
    unit: 'm3',
  });
  ids.charge = await world.add('charge', {
    contract_id: ids.contract,
    key: 'care',
    position: 0,
    due: 'arrears',
    counts_by: 'month',
    per_machine: true,
    pricing: JSON.stringify({ model: 'flat', amount: '4900' }),
  });
  await world.addKeyed('charge_machine', { charge_id: ids.charge, machine_id: ids.machine });
  const usageCharge = await world.add('charge', {
    contract_id: ids.contract,
    key: 'air',
    position: 1,
    due: 'arrears',
    counts_by: 'month',
    pricing: JSON.stringify({ model: 'unit', unitPrice: '0.0264' }),
  });
  await world.addKeyed('charge_meter', { charge_id: usageCharge, meter_id: ids.meter });
  // An earlier contract that was extended while active.
  ids.amended_contract = await world.add('contract', {
    number: `K-${letter}-2025`,
    customer_id: customerId,
    legal_entity_id: maker.legal_entity,
    buyer_id: ids.buyer,
    plan_id: maker.plan,
    currency: 'PLN',
    zone: 'Europe/Warsaw',
    starts_on: '2025-01-01',
    billed_from: '2025-04-01',
    ends_on: '2025-12-31',
    state: 'ended',
  });
  await world.addKeyed('contract_base', {
    contract_id: ids.amended_contract,
    content: JSON.stringify({
      number: `K-${letter}-2025`,
      customerId,
      legalEntityId: maker.legal_entity,
      buyerId: ids.buyer,
      planId: maker.plan,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2025-01-01',
      endsOn: '2025-06-30',
      paymentDays: 30,
      pricesIncludeTax: false,
      kitsIncluded: false,
      terms: {},
      machines: [],
      meters: [],
      charges: [],
    }),
    recorded_at: T0,
  });
  ids.amendment = await world.add('contract_amendment', {
    contract_id: ids.amended_contract,
    number: 1,
    effective_on: '2025-06-01',
    reason: `Longer for ${letter}`,
    changes: JSON.stringify({ endsOn: '2025-12-31' }),
    drafted_at: T0,
    accepted_by: `Somebody of ${letter}`,
    accepted_on: '2025-05-20',
    content_hash: hash('amendment'),
    signed_at: T0,
  });
  await world.addKeyed('amendment_price_book', {
    amendment_id: ids.amendment,
    version_id: maker.price_book_version,
  });
  await world.addKeyed('amendment_letter', {
    amendment_id: ids.amendment,
    language: 'en',
    pdf: Buffer.from(`%PDF of ${customerId}`),
    sha256: hash('letter'),
    made_at: T0,
  });
  await world.addKeyed('contract_takeover', {
    contract_id: ids.amended_contract,
    content: JSON.stringify({
      billedUntil: '2025-03-31',
      note: `Billed before by somebody else of ${letter}`,
      readings: [],
      amounts: [],
      balances: [],
    }),
    drafted_at: T0,
    content_hash: hash('takeover'),
    approved_at: T0,
  });
  ids.amendment_draft = await world.add('contract_amendment', {
    contract_id: ids.contract,
    effective_on: '2026-12-01',
    reason: 'For us only until it is signed',
    changes: JSON.stringify({ endsOn: '2030-12-31' }),
    drafted_at: T0,
  });
  ids.usage_period = await world.add('usage_period', {
    contract_id: ids.contract,
    customer_id: customerId,
    meter_id: ids.meter,
    period_from: '2026-09-30T22:00:00Z',
    period_to: '2026-10-31T23:00:00Z',
    known_until: '2026-11-01T00:00:00Z',
    quantity: '25',
    state: 'measured',
    reading_count: 3,
    readings_hash: 'h',
    rule_version: 1,
    derived_at: '2026-11-01T00:00:00Z',
    version: 1,
  });
  ids.meter_event = await world.add('meter_event', {
    kind: 'service',
    device_id: ids.site_device,
    customer_id: customerId,
    from_at: '2026-09-10T08:00:00Z',
    to_at: '2026-09-10T09:00:00Z',
    reason: 'Oil changed',
    recorded_at: '2026-09-10T10:00:00Z',
  });
  await world.add('meter_event', {
    kind: 'test_run',
    machine_id: ids.machine,
    customer_id: customerId,
    from_at: '2026-09-11T08:00:00Z',
    to_at: '2026-09-11T09:00:00Z',
    reason: 'Tried after the repair',
    recorded_at: '2026-09-11T10:00:00Z',
  });
  const about = { customer_id: customerId, meter_id: ids.meter };
  ids.meter_exception = await world.add('meter_exception', {
    ...about,
    contract_id: ids.contract,
    kind: 'implausible_rate',
    from_at: `${WORLD_DAY}T10:00:00Z`,
    to_at: `${WORLD_DAY}T11:00:00Z`,
    period_from: '2026-09-30T22:00:00Z',
    quantity: '10',
    state: 'open',
    opened_at: '2026-11-01T00:00:00Z',
  });
  const decided = {
    ...about,
    kind: 'gap',
    from_at: '2026-09-01T00:00:00Z',
    choice: 'ignore',
    reason: 'The plant was closed',
    evidence_hash: 'h',
    needs_second: true,
    decided_at: '2026-10-01T00:00:00Z',
  };
  ids.meter_decision = await world.add('meter_decision', { ...decided, to_at: '2026-09-02T00:00:00Z' });
  await world.addKeyed('meter_verdict', {
    decision_id: await world.add('meter_decision', { ...decided, to_at: '2026-09-03T00:00:00Z' }),
    verdict: 'confirmed',
    given_at: '2026-10-01T01:00:00Z',
  });
  await world.addKeyed('usage_day', {
    usage_period_id: ids.usage_period,
    day: WORLD_DAY,
    quantity: '25',
    reading_count: 3,
    readings_hash: 'h',
  });
  ids.bill_group = await world.add('bill_group', {
    customer_id: customerId,
    name: `Together of ${letter}`,
    when_held: 'wait',
    legal_entity_id: maker.legal_entity,
    buyer_id: ids.buyer,
    currency: 'PLN',
    zone: 'Europe/Warsaw',
    payment_days: 30,
    prices: 'exclusive',
    corrections: 'line',
    created_at: T0,
  });
  await world.add('bill_group_member', {
    group_id: ids.bill_group,
    customer_id: customerId,
    contract_id: ids.contract,
    during: '[2025-01-01,2025-06-01)',
  });
  ids.notification_delivery = await world.notify(people.customer_admin, `Customer ${letter}`);
  ids.usage_alert = await world.add('usage_alert', {
    contract_id: ids.contract,
    customer_id: customerId,
    user_id: people.customer_viewer.userId,
    side: 'customer',
    measure: 'allowance',
    percents: '{50,80}',
    created_at: T0,
  });
  await world.add('usage_alert_notice', {
    alert_id: ids.usage_alert,
    period_from: '2026-10-01',
    percent: 50,
    used: '25',
    limit_value: '50',
    told_at: T0,
    is_covered: false,
    mailed_at: T0,
  });
  await world.addKeyed('billing_run_result', {
    run_id: maker.billing_run,
    contract_id: ids.contract,
    outcome: 'ready',
    currency: 'PLN',
    total_minor: 100,
  });
  ids.alarm = await world.add('alarm', {
    rule_id: maker.alarm_rule,
    machine_id: ids.machine,
    site_id: ids.site,
    customer_id: customerId,
    code: 'A33',
    severity: 'critical',
    signal_key: 'pressure_bar',
    condition_since: `${WORLD_DAY}T11:00:00Z`,
    raised_at: `${WORLD_DAY}T11:00:00Z`,
    raised_value: '8.5',
    raised_device_key: deviceKey,
    raised_seq: 2,
    peak_value: '8.5',
    peak_at: `${WORLD_DAY}T11:00:00Z`,
    recorded_at: `${WORLD_DAY}T11:00:01Z`,
  });
  const checkpoint = { machine_id: ids.machine, evaluated_to: `${WORLD_DAY}T24:00:00Z`, state: '[]' };
  // A running worker may already have evaluated the readings.
  await world.addKeyed('alarm_checkpoint', checkpoint, 'on conflict do nothing');
  ids.evaluation_request = await world.add('evaluation_request', {
    machine_id: ids.machine,
    evaluate_from: `${WORLD_DAY}T12:00:00Z`,
  });
  ids.kit_delivery = await world.add('kit_delivery', {
    number: `KD-${letter}`,
    machine_id: ids.machine,
    kit_id: maker.kit,
    customer_id: customerId,
    site_id: ids.site,
    contract_id: ids.contract,
    depot_id: maker.depot,
    due_hours: '2000',
    state: 'forecast',
    forecast_at: T0,
  });
  await world.add('stock_entry', {
    depot_id: maker.depot,
    part_id: maker.part,
    kind: 'reserve',
    on_hand_delta: 0,
    reserved_delta: 1,
    delivery_id: ids.kit_delivery,
    occurred_at: T0,
    recorded_at: T0,
  });
  ids.stored_file = await world.add('stored_file', {
    customer_id: customerId,
    name: 'photo.png',
    mime: 'image/png',
    bytes: 3,
    sha256: hash('photo'),
    purpose: 'ticket',
    created_at: T0,
  });
  ids.export_schedule = await world.add('export_schedule', {
    customer_id: customerId,
    name: `Export of ${letter}`,
    machines_of: 'all',
    ids: [],
    signals: [],
    format: 'csv',
    every: 'day',
    hour: 6,
    zone: 'Europe/Warsaw',
    keep: 30,
    // The schedule must not create files during tests.
    paused: true,
    covered_until: T0,
    created_at: T0,
    version: 1,
  });
  ids.export_file = await world.add('stored_file', {
    customer_id: customerId,
    name: `Export of ${letter}-2026-10-15.csv`,
    mime: 'text/csv',
    bytes: 3,
    sha256: hash('export'),
    purpose: 'readings_export',
    created_at: T0,
  });
  ids.export_run = await world.add('export_run', {
    schedule_id: ids.export_schedule,
    customer_id: customerId,
    from_time: '2026-10-14T22:00:00Z',
    to_time: '2026-10-15T22:00:00Z',
    first_day: '2026-10-15',
    end_day: '2026-10-16',
    job_id: await world.add('job_progress', {
      customer_id: customerId,
      kind: 'readings_export',
      state: 'done',
      created_at: T0,
      updated_at: T0,
    }),
    file_id: ids.export_file,
    known_until: '2026-10-16T04:00:00Z',
    late_looked_at: '2026-10-16T04:00:00Z',
    machines: 1,
    left_out: 0,
    points: 3,
  });
  ids.ticket = await world.add('ticket', {
    number: `TK-${letter}`,
    kind: 'fault',
    machine_id: ids.machine,
    site_id: ids.site,
    customer_id: customerId,
    hub_id: maker.hub,
    alarm_id: ids.alarm,
    title_code: 'alarm',
    title_params: '{"code":"A33"}',
    severity: 'critical',
    state: 'assigned',
    technician_id: maker.technician,
    technician_name: 'Technician',
    opened_at: `${WORLD_DAY}T11:00:01Z`,
  });
  ids.contract_cost = await world.add('contract_cost', {
    contract_id: ids.contract,
    machine_id: ids.machine,
    kind: 'depreciation',
    month: '2026-10-01',
    amount: '390',
    currency: 'PLN',
    rate: '1',
    contract_minor: 39_000,
    origin: 'entered',
    recorded_at: T0,
  });
  ids.ticket_entry = await world.add('ticket_entry', {
    ticket_id: ids.ticket,
    occurred_at: T0,
    recorded_at: T0,
    kind: 'opened',
  });
  ids.ticket_entry_internal = await world.add('ticket_entry', {
    ticket_id: ids.ticket,
    occurred_at: T0,
    recorded_at: T0,
    kind: 'note',
    note: 'for us only',
    internal: true,
  });
  await world.addKeyed('ticket_file', { ticket_id: ids.ticket, file_id: ids.stored_file });
  ids.visit = await world.add('visit', {
    ticket_id: ids.ticket,
    technician_id: maker.technician,
    technician_name: 'Technician',
    during:
      letter === 'a'
        ? '[2026-10-16T08:00:00Z,2026-10-16T10:00:00Z)'
        : '[2026-10-16T11:00:00Z,2026-10-16T13:00:00Z)',
    state: 'planned',
  });
  const invoice = {
    kind: 'invoice',
    contract_id: ids.contract,
    customer_id: customerId,
    legal_entity_id: maker.legal_entity,
    buyer_id: ids.buyer,
    currency: 'PLN',
    zone: 'Europe/Warsaw',
    state: 'draft',
    prices: 'exclusive',
    payment_days: 30,
    total_minor: 66,
    net_minor: 66,
    tax_minor: 15,
    gross_minor: 81,
  };
  const line = {
    position: 1,
    kind: 'usage',
    params: JSON.stringify({ included: '0' }),
    quantity: '25',
    unit: 'm3',
    unit_price: '0.0264',
    amount_minor: 66,
    net_minor: 66,
    tax_minor: 15,
    tax_rule: JSON.stringify({
      supply: 'service',
      category: 'standard',
      percent: '23',
      taxStep: null,
      reason: '',
      validFrom: '2020-01-01',
      validTo: null,
    }),
    state: 'measured',
  };
  // Drafts are visible to users of the maker, and issued invoices to the customer too.
  ids.draft = await world.add('invoice', {
    ...invoice,
    period_from: '2026-09-01',
    period_to: '2026-10-01',
    tax_point: '2026-09-30',
    service_from: '2026-09-01',
    service_to: '2026-09-30',
    known_until: '2026-10-01T00:00:00Z',
    drafted_at: '2026-10-01T00:00:00Z',
    content_hash: 'd'.repeat(64),
  });
  await world.add('invoice_line', { ...line, invoice_id: ids.draft });
  ids.invoice = await world.add('invoice', {
    ...invoice,
    period_from: '2026-10-01',
    period_to: '2026-11-01',
    tax_point: '2026-10-31',
    service_from: '2026-10-01',
    service_to: '2026-10-31',
    known_until: '2026-11-01T00:00:00Z',
    drafted_at: '2026-11-01T00:00:00Z',
    content_hash: 'h',
  });
  await world.addKeyed('bulk_decision_item', {
    decision_id: maker.bulk_decision,
    position: letter === 'a' ? 0 : 1,
    invoice_id: ids.draft,
    invoices: JSON.stringify({
      groupId: null,
      month: null,
      invoices: [{ invoiceId: ids.draft, version: 1, contentHash: 'd'.repeat(64), heldLineIds: [] }],
    }),
    outcome: 'done',
  });
  ids.document_mail = await world.add('document_mail', {
    invoice_id: ids.invoice,
    recipient: `invoices@${letter}.example`,
    recipient_name: `Buyer ${letter}`,
    language: 'en',
    subject: 'Invoice',
    state: 'sent',
    attempts: 1,
    due_at: T0,
    is_automatic: false,
    created_at: T0,
    finished_at: T0,
  });
  await world.addKeyed('document_opening', {
    invoice_id: ids.invoice,
    customer_id: customerId,
    opened_at: T0,
    via: 'portal',
  });
  ids.audit_finding = await world.add('audit_finding', {
    invoice_id: ids.invoice,
    code: 'days_missing',
    severity: 'asks',
    params: '{}',
    found_at: T0,
  });
  ids.invoice_line = await world.add('invoice_line', {
    ...line,
    invoice_id: ids.invoice,
    machine_id: ids.machine,
  });
  await world.addKeyed('invoice_line_usage', {
    invoice_id: ids.invoice,
    line_id: ids.invoice_line,
    position: 1,
    usage_period_id: ids.usage_period,
  });
  await world.addKeyed('invoice_tax', {
    invoice_id: ids.invoice,
    position: 1,
    category: 'standard',
    percent: '23',
    taxable_minor: 66,
    tax_minor: 15,
  });
  await world.flush();
  await issueBySql(world.client, ids.invoice);
  ids.correction = await world.add('correction', {
    contract_id: ids.contract,
    period_from: '2026-10-01',
    original_id: ids.invoice,
    state: 'settled',
    form: 'line',
    document_id: ids.invoice,
    total_minor: 5,
    lines: '[]',
    content_hash: 'h',
    known_before: '2026-11-01T00:00:00Z',
    found_at: '2026-11-01T00:00:00Z',
    settled_at: '2026-11-02T08:00:00Z',
  });
  ids.journal_entry = await world.add('journal_entry', {
    legal_entity_id: maker.legal_entity,
    invoice_id: ids.invoice,
    posting_date: '2026-11-02',
    service_from: '2026-10-01',
    service_to: '2026-10-31',
    currency: 'PLN',
    books_currency: 'PLN',
    books_rate: 1,
    posted_at: '2026-11-02T08:00:00Z',
  });
  await world.journal(ids.journal_entry, [
    { account: 'receivable', amount_minor: 81 },
    {
      account: 'revenue',
      amount_minor: -66,
      revenue_class: 'usage',
      behaviour: 'variable',
      machine_id: ids.machine,
    },
    { account: 'tax_payable', amount_minor: -15 },
  ]);
  await addPayment(world, maker, ids, customerId, letter);
  ids.money_decision = await world.add('money_decision', {
    at: '2026-11-02T08:00:00Z',
    actor_kind: 'system',
    action: 'issued',
    invoice_id: ids.invoice,
    before: '{}',
    after: '{}',
  });
  ids.contract_decision = await world.add('money_decision', {
    at: '2026-11-01T08:00:00Z',
    actor_kind: 'system',
    action: 'contract_activated',
    before: '{}',
    after: JSON.stringify({ contractId: ids.contract }),
  });
  ids.dispute = await world.add('dispute', {
    invoice_id: ids.invoice,
    line_id: ids.invoice_line,
    customer_id: customerId,
    subject: 'quantity',
    claim: `Customer ${letter} used less`,
    claimed_minor: 20,
    opened_side: 'customer',
    opened_at: '2026-11-05T08:00:00Z',
  });
  ids.dispute_note = await world.add('dispute_note', {
    dispute_id: ids.dispute,
    at: '2026-11-05T09:00:00Z',
    side: 'customer',
    text: `Words of ${letter}`,
  });
  ids.meter_test = await world.add('meter_test', {
    dispute_id: ids.dispute,
    usage_period_id: ids.usage_period,
    at: '2026-11-10T09:00:00Z',
    tested_on: '2026-11-09',
    error_percent: 1,
    tolerance_percent: 2,
    requested_by: 'customer',
    reference: `Test of ${letter}`,
  });
  ids.pack_file = await world.add('stored_file', {
    customer_id: customerId,
    name: `K-${letter}-2026-10-01-proof.zip`,
    mime: 'application/zip',
    bytes: 3,
    sha256: hash('pack'),
    purpose: 'proof_pack',
    created_at: T0,
  });
  ids.proof_pack = await world.add('proof_pack', {
    invoice_id: ids.invoice,
    customer_id: customerId,
    subject: hash('subject'),
    contract_number: `K-${letter}`,
    period_from: '2026-10-01',
    period_to: '2026-11-01',
    job_id: await world.add('job_progress', {
      customer_id: customerId,
      kind: 'proof_pack',
      state: 'done',
      created_at: T0,
      updated_at: T0,
    }),
    file_id: ids.pack_file,
    root: hash(`root-${letter}`),
    readings: 3,
    asked_at: T0,
    made_at: T0,
  });
  await world.add('export_job', {
    asked_by: people.customer_admin.userId,
    customer_id: customerId,
    customers: [customerId],
    signals: ['pressure_bar'],
    from_time: '2026-10-01T00:00:00Z',
    to_time: '2026-11-01T00:00:00Z',
    format: 'csv',
    formulas: 'escape',
    created_at: T0,
    job_id: await world.add('job_progress', {
      customer_id: customerId,
      kind: 'readings_export_once',
      state: 'done',
      created_at: T0,
      updated_at: T0,
    }),
  });
  return { customerId, people, ids };
}

const PARTY = { street: 'Main St 1', postalCode: '00-001', city: 'Warszawa', country: 'PL', taxIds: {} };

/** Adds a payment of 1.00 PLN, of which 0.31 is allocated to the customer's invoice, and a rejected write-off and refund. */
async function addPayment(
  world: WorldWriter,
  maker: Record<string, string>,
  ids: Record<string, string>,
  customerId: string,
  letter: string,
): Promise<void> {
  ids.payment = await world.add('payment', {
    legal_entity_id: maker.legal_entity,
    customer_id: customerId,
    is_customer_given: true,
    method: 'transfer',
    currency: 'PLN',
    amount_minor: 100,
    received_on: '2026-11-20',
    posting_date: '2026-11-20',
    books_currency: 'PLN',
    books_rate: 1,
    payer_name: `Payer of ${letter}`,
    payer_account: `PL${letter.toUpperCase()}`,
    recorded_at: '2026-11-20T08:00:00Z',
  });
  ids.statement_import = await world.add('statement_import', {
    name: `Statement of ${letter}.xml`,
    bytes: 100,
    state: 'ready',
    summary: JSON.stringify({
      format: 'camt.053',
      statements: [],
      lines: 1,
      repeated: 0,
      payments: 1,
      matched: 0,
      suggested: 0,
      others: 0,
    }),
    created_at: '2026-11-20T08:00:00Z',
    updated_at: '2026-11-20T08:00:00Z',
  });
  const statement = await world.add('bank_statement', {
    import_id: ids.statement_import,
    bank_account_id: maker.bank_account,
    currency: 'PLN',
  });
  await world.addKeyed('statement_line', {
    bank_account_id: maker.bank_account,
    identity: `line of ${letter}`,
    statement_id: statement,
    file_line: 1,
    booking_date: '2026-11-20',
    amount: '1.00',
    currency: 'PLN',
    text: `Text of ${letter}`,
    payment_id: ids.payment,
  });
  await world.addKeyed('learnt_payer', {
    account: `PL${letter.toUpperCase()}`,
    customer_id: customerId,
    learnt_at: '2026-11-20T08:00:00Z',
  });
  ids.allocation = await world.add('allocation', {
    customer_id: customerId,
    payment_id: ids.payment,
    document_id: ids.invoice,
    currency: 'PLN',
    amount_minor: 31,
    payment_currency: 'PLN',
    payment_minor: 31,
    posting_date: '2026-11-20',
    origin: 'person',
    made_at: '2026-11-20T08:00:00Z',
  });
  ids.revenue_release = await world.add('revenue_release', {
    legal_entity_id: maker.legal_entity,
    document_id: ids.invoice,
    month: '2020-03-01',
    posting_date: '2020-03-31',
    posted_at: '2020-03-31T12:00:00Z',
  });
  await world.addKeyed('deferred_revenue', {
    document_id: ids.invoice,
    invoice_line_id: ids.invoice_line,
    month: '2020-03-01',
    legal_entity_id: maker.legal_entity,
    currency: 'PLN',
    amount_minor: 1,
    books_amount_minor: 1,
    released_on: '2020-03-31',
    release_id: ids.revenue_release,
  });
  ids.write_off = await world.add('write_off', {
    customer_id: customerId,
    document_id: ids.invoice,
    currency: 'PLN',
    amount_minor: 1,
    tax_minor: 0,
    reason: 'uncollectable',
    note: `Note of ${letter}`,
    requested_at: '2026-11-20T08:00:00Z',
    decision: 'reject',
    decided_at: '2026-11-20T09:00:00Z',
    decision_why: 'The customer will pay',
  });
  ids.refund = await world.add('refund', {
    legal_entity_id: maker.legal_entity,
    customer_id: customerId,
    payment_id: ids.payment,
    currency: 'PLN',
    amount_minor: 1,
    payee_name: `Payee of ${letter}`,
    payee_account: `PL${letter.toUpperCase()}`,
    note: `Note of ${letter}`,
    requested_at: '2026-11-20T08:00:00Z',
    decision: 'reject',
    decided_at: '2026-11-20T09:00:00Z',
    decision_why: 'The customer will use it',
  });
  ids.payment_file = await world.add('payment_file', {
    legal_entity_id: maker.legal_entity,
    bank_account_id: maker.bank_account,
    currency: 'PLN',
    execute_on: '2026-11-20',
    refund_count: 1,
    total_minor: 1,
    content: `<Document>${letter}</Document>`,
    sha256: hash(`file-${letter}`),
    created_at: '2026-11-20T10:00:00Z',
  });
  await world.addKeyed('payment_file_refund', {
    refund_id: ids.refund,
    payment_file_id: ids.payment_file,
  });
  ids.mandate = await world.add('mandate', {
    legal_entity_id: maker.legal_entity,
    customer_id: customerId,
    reference: `Mandate ${letter}`,
    scheme: 'core',
    creditor_id: 'DE98ZZZ09999999999',
    payer_name: `Payer of ${letter}`,
    account: 'DE89370400440532013000',
    signed_on: '2026-01-15',
    registered_at: '2026-01-20T08:00:00Z',
    ended_at: '2026-11-20T11:00:00Z',
    end_why: 'Revoked by the customer',
  });
  ids.debit_file = await world.add('debit_file', {
    legal_entity_id: maker.legal_entity,
    bank_account_id: maker.bank_account,
    collect_on: '2026-11-20',
    debit_count: 1,
    total_minor: 1,
    content: `<Document>${letter}</Document>`,
    sha256: hash(`debits-${letter}`),
    created_at: '2026-11-19T10:00:00Z',
  });
  ids.debit = await world.add('debit', {
    debit_file_id: ids.debit_file,
    mandate_id: ids.mandate,
    customer_id: customerId,
    document_id: ids.invoice,
    amount_minor: 1,
    returned_at: '2026-11-22T08:00:00Z',
    return_reason: 'AM04',
  });
  await world.addKeyed('stripe_customer', {
    customer_id: customerId,
    stripe_id: `cus_of_${letter}`,
    created_at: '2026-11-20T08:00:00Z',
  });
  ids.payment_attempt = await world.add('payment_attempt', {
    customer_id: customerId,
    document_id: ids.invoice,
    number: 1,
    kind: 'page',
    origin: 'payer',
    state: 'canceled',
    currency: 'PLN',
    amount_minor: 123,
    description: `Document of ${letter}`,
    stripe_customer_id: `cus_of_${letter}`,
    first_sent_at: '2026-11-20T08:00:00Z',
    last_sent_at: '2026-11-20T08:00:00Z',
    created_at: '2026-11-20T08:00:00Z',
  });
  ids.chargeback = await world.add('chargeback', {
    customer_id: customerId,
    attempt_id: ids.payment_attempt,
    stripe_id: `dp_of_${letter}`,
    state: 'won',
    reason: 'fraudulent',
    currency: 'PLN',
    amount_minor: 123,
    opened_at: '2026-11-20T08:00:00Z',
    read_at: '2026-11-20T08:00:00Z',
  });
  await world.addKeyed('automatic_payment', {
    customer_id: customerId,
    method_id: `pm_of_${letter}`,
    enabled_at: '2026-11-20T08:00:00Z',
  });
  await world.addKeyed('stripe_refund', {
    refund_id: ids.refund,
    customer_id: customerId,
    attempt_id: ids.payment_attempt,
    state: 'canceled',
  });
  await world.addKeyed('stripe_event', {
    account: 'own',
    event_id: `evt_of_${letter}`,
    type: 'payment_intent.canceled',
    subject_kind: 'intent',
    subject_id: `pi_of_${letter}`,
    created_at: '2026-11-20T08:00:00Z',
    received_at: '2026-11-20T08:00:00Z',
    processed_at: '2026-11-20T08:00:00Z',
  });
  await addReminder(world, maker, ids, customerId, letter);
  const entry = {
    legal_entity_id: maker.legal_entity,
    posting_date: '2026-11-20',
    currency: 'PLN',
    books_currency: 'PLN',
    books_rate: 1,
    posted_at: '2026-11-20T08:00:00Z',
  };
  await world.journal(
    await world.add('journal_entry', { ...entry, source_kind: 'payment', source_id: ids.payment }),
    [
      { account: 'bank', amount_minor: 100 },
      { account: 'unapplied_cash', amount_minor: -100, payment_id: ids.payment },
    ],
  );
  await world.journal(
    await world.add('journal_entry', { ...entry, source_kind: 'allocation', source_id: ids.allocation }),
    [
      { account: 'unapplied_cash', amount_minor: 31, payment_id: ids.payment },
      { account: 'receivable', amount_minor: -31, item_id: ids.invoice },
    ],
  );
}

/** Adds a letter with a reminder for the customer's invoice, a withdrawn promise and a note. */
async function addReminder(
  world: WorldWriter,
  maker: Record<string, string>,
  ids: Record<string, string>,
  customerId: string,
  letter: string,
): Promise<void> {
  const party = { name: `Party of ${letter}`, ...PARTY };
  ids.reminder_letter = await world.add('reminder_letter', {
    run_id: maker.reminder_run,
    legal_entity_id: maker.legal_entity,
    customer_id: customerId,
    buyer_id: ids.buyer,
    text: 'reminder',
    language: 'en',
    written_on: '2026-11-20',
    parties: JSON.stringify({
      seller: { id: maker.legal_entity, ...party, registrations: {}, email: '' },
      buyer: { id: ids.buyer, ...party, invoiceEmail: '', order: null, language: 'en' },
      accounts: {},
    }),
  });
  ids.reminder = await world.add('reminder', {
    letter_id: ids.reminder_letter,
    customer_id: customerId,
    document_id: ids.invoice,
    level: 1,
    text: 'reminder',
    sent_on: '2026-11-20',
    due_on: '2026-11-10',
    currency: 'PLN',
    open_minor: 100,
    interest_minor: 0,
    lump_sum_minor: 1,
  });
  ids.letter_mail = await world.add('document_mail', {
    letter_id: ids.reminder_letter,
    recipient: `invoices@${letter}.example`,
    recipient_name: `Buyer ${letter}`,
    language: 'en',
    subject: 'Payment reminder',
    state: 'sent',
    attempts: 1,
    due_at: T0,
    is_automatic: false,
    created_at: T0,
    finished_at: T0,
  });
  ids.payment_promise = await world.add('payment_promise', {
    customer_id: customerId,
    document_id: ids.invoice,
    currency: 'PLN',
    amount_minor: 1,
    open_before_minor: 1,
    promised_on: '2026-11-25',
    note: `Note of ${letter}`,
    recorded_at: '2026-11-20T08:00:00Z',
    withdrawn_at: '2026-11-21T08:00:00Z',
  });
  ids.collection_note = await world.add('collection_note', {
    customer_id: customerId,
    text: `Note of ${letter}`,
    written_at: '2026-11-20T08:00:00Z',
  });
}

/** Issues a draft without a decision, so that customers can see it. */
export async function issueBySql(client: pg.Client, invoiceId: string): Promise<void> {
  await client.query(
    `with drawn as (
       insert into invoice_series (maker_id, legal_entity_id, kind, fiscal_year, last_number, last_issued_on)
       select maker_id, legal_entity_id, 'invoice', 2026, 1, '2026-11-02' from invoice where id = $1
       on conflict on constraint invoice_series_pk do update set last_number = invoice_series.last_number + 1
       returning last_number)
     update invoice set state = 'issued', approved_at = drafted_at, issued_at = drafted_at, number = 'PL-2026-' || last_number,
            document_type = kind, fiscal_year = 2026, sequence = last_number, issued_on = '2026-11-02', due_on = '2026-12-02', posting_date = '2026-11-02',
            books_currency = currency, books_rate = 1,
            seller = jsonb_build_object('id', legal_entity_id) || $2::jsonb, buyer = jsonb_build_object('id', buyer_id) || $3::jsonb
       from drawn where id = $1`,
    [
      invoiceId,
      JSON.stringify({
        name: 'Seller',
        ...PARTY,
        registrations: {},
        email: 'seller@seller.example',
        bankAccount: {},
      }),
      JSON.stringify({
        name: 'Buyer',
        ...PARTY,
        invoiceEmail: 'buyer@buyer.example',
        language: 'en',
        order: null,
      }),
    ],
  );
}

/** Sends rows together, in the order in which they were added. Separate round trips would take most of the time. */
class WorldWriter {
  private readonly waiting: string[] = [];

  constructor(
    readonly client: pg.Client,
    readonly makerId: string,
  ) {}

  /** Adds a row with an id, and returns the id. */
  add(table: string, row: Record<string, unknown>): Promise<string> {
    const id = uuidv7();
    this.put(table, { maker_id: this.makerId, id, ...row });
    return Promise.resolve(id);
  }

  /** @param onConflict action for an existing row; an error by default */
  addKeyed(table: string, row: Record<string, unknown>, onConflict = ''): Promise<void> {
    this.put(table, { maker_id: this.makerId, ...row }, onConflict);
    return Promise.resolve();
  }

  /** Adds a row without a maker. */
  put(table: string, row: Record<string, unknown>, onConflict = ''): void {
    const values = Object.values(row).map(literalOf);
    this.waiting.push(
      `insert into ${table} (${Object.keys(row).join(', ')}) values (${values.join(', ')}) ${onConflict}`,
    );
  }

  /** Sends the pending rows. */
  async flush(): Promise<void> {
    await this.client.query(this.waiting.splice(0).join(';\n'));
  }

  /** Adds the lines of an entry in one statement, because its balance is checked by statement. */
  async journal(entryId: string, lines: readonly Record<string, unknown>[]): Promise<void> {
    const rows = lines.map((line, index) => ({
      maker_id: this.makerId,
      entry_id: entryId,
      position: index + 1,
      currency: 'PLN',
      books_amount_minor: line.amount_minor,
      ...line,
    }));
    this.waiting.push(
      `insert into journal_line select * from json_populate_recordset(null::journal_line, ${literalOf(JSON.stringify(rows))})`,
    );
    await Promise.resolve();
  }

  async deviceKey(deviceId: string): Promise<number> {
    await this.flush();
    const { rows } = await this.client.query(`select device_key from device where id = $1`, [deviceId]);
    return (rows[0] as { device_key: number }).device_key;
  }

  async readings(deviceKey: number, keys: string[], values: number[][]): Promise<void> {
    await this.flush();
    const messages = values.map((row, index) => ({
      at: `${WORLD_DAY}T1${index}:00:00Z`,
      seq: index + 1,
      values: Object.fromEntries(keys.map((key, position) => [key, row[position]!])),
    }));
    await storeReadings(this.client, this.makerId, deviceKey, messages);
  }

  /** Adds a notification of a person, with its email and the person's preferences. @returns the email's id */
  async notify({ userId, membershipId }: PersonOfWorld, name: string): Promise<string> {
    const of = { membership_id: membershipId, user_id: userId };
    const eventId = await this.add('notification_event', {
      type: 'account.new_sign_in',
      object_kind: 'session',
      object_id: uuidv7(),
      about: [],
      params: JSON.stringify({ address: name }),
      occurred_at: T0,
      recorded_at: T0,
    });
    const deliveryId = await this.add('notification_delivery', {
      ...of,
      recipient: 'someone@example.org',
      kind: 'digest',
      items: 1,
      subject: name,
      state: 'sent',
      due_at: T0,
      created_at: T0,
      finished_at: T0,
    });
    await this.add('notification', {
      ...of,
      event_id: eventId,
      type: 'account.new_sign_in',
      in_portal: true,
      mail_mode: 'daily',
      mail_due_at: T0,
      delivery_id: deliveryId,
      created_at: T0,
    });
    await this.addKeyed('notification_escalation', { event_id: eventId, position: 0, escalated_at: T0 });
    await this.addKeyed('notification_preference', {
      ...of,
      type: 'alarm.critical',
      portal: true,
      mail: 'daily',
    });
    await this.add('push_subscription', {
      ...of,
      name,
      endpoint_hash: uuidv7(),
      service: 'push.example',
      subscription_sealed: 'sealed',
      created_at: T0,
    });
    await this.addKeyed('notification_settings', { ...of, digest_at: '07:00', digest_weekday: 1 });
    await this.add('notification_mute', {
      ...of,
      object_kind: 'machine',
      object_id: uuidv7(),
      label: name,
      created_at: T0,
    });
    return deliveryId;
  }

  technician({ membershipId }: PersonOfWorld, code: string, hubId: string): Promise<string> {
    return this.add('technician', {
      membership_id: membershipId,
      code,
      name: 'Technician',
      hub_id: hubId,
      skills: ['service'],
      languages: ['pl'],
    });
  }

  async person(
    slug: string,
    role: Role,
    hubId: string | null,
    of: { letter: string; customerId: string } | null,
    label = `${role}${of ? `-${of.letter}` : ''}`,
  ): Promise<PersonOfWorld> {
    const userId = uuidv7();
    this.put('user_account', { id: userId, email: `${label}@${slug}.example`, name: label, created_at: T0 });
    const membershipId = await this.add('membership', {
      user_id: userId,
      role,
      hub_id: hubId,
      accepted_at: T0,
      created_at: T0,
    });
    if (of)
      await this.addKeyed('membership_customer', { membership_id: membershipId, customer_id: of.customerId });
    const key = `dck_${hash(`${slug}-${label}-prefix`).slice(0, 8)}_${hash(`${slug}-${label}`).slice(0, 43)}`;
    const keyId = await this.add('api_key', {
      name: label,
      prefix: key.split('_')[1],
      key_hash: hash(key),
      membership_id: membershipId,
      permissions: [...PERMISSIONS],
      created_at: T0,
    });
    const session = `session-${slug}-${label}`;
    await this.add('session', {
      token_hash: hash(session),
      csrf_token: 'csrf',
      user_id: userId,
      membership_id: membershipId,
      created_at: T0,
      last_seen_at: T0,
      expires_at: '2027-01-01T00:00:00Z',
    });
    return { userId, membershipId, role, keyId, key, session };
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Formats a value as an untyped literal for an insert, so that its type is determined by the column. */
function literalOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`;
  if (Array.isArray(value))
    return pg.escapeLiteral(`{${value.map((item) => JSON.stringify(String(item))).join(',')}}`);
  return pg.escapeLiteral(
    typeof value === 'object' ? JSON.stringify(value) : String(value as string | number),
  );
}
