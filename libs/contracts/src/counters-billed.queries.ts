import type { FieldFault, Transaction } from '#platform';
import type { ContractContent } from './domain/contract-fields.js';

/** Two contracts that are made active at once take turns at a counter, so that the second sees the first. */
const COUNTER_LOCK = 4290;

/**
 * Counters of a contract that another one prices for the same customer on the same days: whoever pays would pay twice for one
 * quantity, and no invoice would show it. A machine's counter is shared only on days on which both have the machine.
 * @returns a fault at each such meter, naming the other contract
 */
export async function findCountersBilledElsewhere(
  tx: Transaction,
  contractId: string,
  { customerId, startsOn, endsOn, meters, machines, charges }: ContractContent,
): Promise<FieldFault[]> {
  const priced = meters.filter(({ id }) => charges.some(({ meterIds }) => meterIds.includes(id)));
  await tx.manager.query(
    `select pg_advisory_xact_lock(hashtextextended(id::text, ${COUNTER_LOCK}))
       from (select distinct id from unnest($1::uuid[]) as device (id) order by id) devices`,
    [priced.map(({ deviceId }) => deviceId)],
  );
  const found: { meter_id: string; number: string }[] = await tx.manager.query(
    `select mine.meter_id, min(c.number) as number
       from unnest($3::uuid[], $4::uuid[], $5::text[]) as mine (meter_id, device_id, signal_key)
       join device d on d.maker_id = $1 and d.id = mine.device_id
       join meter e on e.maker_id = $1 and e.device_id = mine.device_id and e.signal_key = mine.signal_key
       join charge_meter g on g.maker_id = $1 and g.meter_id = e.id
       join contract c on c.maker_id = $1 and c.id = e.contract_id
      where c.id <> $2 and c.customer_id = $6 and c.state in ('active', 'ended')
        and daterange(c.starts_on, c.ends_on, '[]') && daterange($7, $8, '[]')
        and (d.machine_id is null or exists (
              select from contract_machine cm
                join unnest($9::uuid[], $10::daterange[]) as own (machine_id, during) on own.machine_id = cm.machine_id
               where cm.maker_id = $1 and cm.contract_id = c.id and cm.machine_id = d.machine_id and cm.during && own.during))
      group by mine.meter_id`,
    [
      tx.scope.makerId,
      contractId,
      priced.map(({ id }) => id),
      priced.map(({ deviceId }) => deviceId),
      priced.map(({ signalKey }) => signalKey),
      customerId,
      startsOn,
      endsOn,
      machines.map(({ machineId }) => machineId),
      machines.map(({ from, to }) => `[${from},${to ?? ''})`),
    ],
  );
  return found.map(({ meter_id: meterId, number }) => ({
    pointer: `/meters/${meters.findIndex(({ id }) => id === meterId)}`,
    code: 'contracts.counter_billed_elsewhere',
    params: { contract: number },
  }));
}
