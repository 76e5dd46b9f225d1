import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Contract } from './contract.entity.js';
import { PriceBookVersion } from './price-book-version.entity.js';

/**
 * The price book version on which a contract's prices are based; the contract has its own prices. Visible to the maker
 * only.
 */
@Entity('contract_price_book')
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], {
  name: 'contract_price_book_contract_fk',
})
@ForeignKey(() => PriceBookVersion, ['makerId', 'versionId'], ['makerId', 'id'], {
  name: 'contract_price_book_version_fk',
})
export class ContractPriceBook {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_price_book_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_price_book_pk' })
  contractId: string;

  @Column('uuid')
  versionId: string;

  @Column('timestamptz')
  notedAt: Date;
}
