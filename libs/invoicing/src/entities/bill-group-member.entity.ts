import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Contract } from '#contracts';
import { BillGroup } from './bill-group.entity.js';

/** A contract's membership in a billing group, which bills its months on one document. */
@Entity('bill_group_member')
@Exclusion('bill_group_member_overlap_ex', `using gist (contract_id with =, maker_id with =, during with &&)`)
@Check(
  'bill_group_member_during_ck',
  `not isempty(during) and lower(during) is not null
          and extract(day from lower(during)) = 1 and (upper(during) is null or extract(day from upper(during)) = 1)`,
)
@Index('bill_group_member_group_ix', ['makerId', 'groupId'])
@ForeignKey(() => BillGroup, ['makerId', 'customerId', 'groupId'], ['makerId', 'customerId', 'id'], {
  name: 'bill_group_member_group_fk',
})
@ForeignKey(() => Contract, ['makerId', 'customerId', 'contractId'], ['makerId', 'customerId', 'id'], {
  name: 'bill_group_member_contract_fk',
})
export class BillGroupMember {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bill_group_member_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bill_group_member_pk' })
  id: string;

  @Column('uuid')
  groupId: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  contractId: string;

  /** Range of whole months, each represented by its first day. */
  @Column('daterange', { comment: 'months, each from its first day: a contract is in one group at a time' })
  during: string;
}
