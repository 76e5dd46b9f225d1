import type { FieldFault, Transaction } from '#platform';
import type { ContractContent } from './domain/contract-fields.js';
import { type CountedQuantity, sharesQuantity } from './domain/counted-quantity.js';

/** Two contracts that are made active at once take turns at a counter, so that the second sees the first. */
const COUNTER_LOCK = 4290;

/**
 * Meters of a contract that count a quantity which another contract prices for the same customer on the same days: whoever pays would
 * pay twice for it, and no invoice would show it. A machine's counter is shared only on days on which both have the machine.
 * @returns a fault at each such meter, naming the other contract
 */
export async function findCountersBilledElsewhere(
  tx: Transaction,
  contractId: string,
  { customerId, startsOn, endsOn, meters, machines, charges }: ContractContent,
): Promise<FieldFault[]> {
  const priced = meters.filter(
    ({ id, deducts }) => !deducts && charges.some(({ meterIds }) => meterIds.includes(id)),
  );
  await tx.manager.query(
    `select pg_advisory_xact_lock(hashtextextended(id::text, ${COUNTER_LOCK}))
       from (select distinct id from unnest($1::uuid[]) as device (id) order by id) devices`,
    [priced.map(({ deviceId }) => deviceId)],
  );
  const found: (CountedQuantity & { readonly number: string })[] = await tx.manager.query(
    `select distinct c.number, e.device_id as "deviceId", e.signal_key as "signalKey", e.method, e.matches, e.deducts
       from unnest($3::uuid[], $4::text[]) as mine (device_id, signal_key)
       join device d on d.maker_id = $1 and d.id = mine.device_id
       join meter e on e.maker_id = $1 and e.device_id = mine.device_id and e.signal_key = mine.signal_key
       join charge_meter g on g.maker_id = $1 and g.meter_id = e.id
       join contract c on c.maker_id = $1 and c.id = e.contract_id
      where c.id <> $2 and not e.deducts and c.customer_id = $5 and c.state in ('active', 'ended')
        and daterange(c.starts_on, c.ends_on, '[]') && daterange($6, $7, '[]')
        and (d.machine_id is null or exists (
              select from contract_machine cm
                join unnest($8::uuid[], $9::daterange[]) as own (machine_id, during) on own.machine_id = cm.machine_id
               where cm.maker_id = $1 and cm.contract_id = c.id and cm.machine_id = d.machine_id and cm.during && own.during))
      order by c.number`,
    [
      tx.scope.makerId,
      contractId,
      priced.map(({ deviceId }) => deviceId),
      priced.map(({ signalKey }) => signalKey),
      customerId,
      startsOn,
      endsOn,
      machines.map(({ machineId }) => machineId),
      machines.map(({ from, to }) => `[${from},${to ?? ''})`),
    ],
  );
  return priced.flatMap((meter) => {
    const other = found.find((one) => sharesQuantity(one, meter));
    if (!other) return [];
    const { number } = other;
    return [
      {
        pointer: `/meters/${meters.indexOf(meter)}`,
        code: 'contracts.counter_billed_elsewhere',
        params: { contract: number },
      },
    ];
  });
}
