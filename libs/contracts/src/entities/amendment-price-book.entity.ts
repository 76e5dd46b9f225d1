import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ContractAmendment } from './contract-amendment.entity.js';
import { PriceBookVersion } from './price-book-version.entity.js';

/**
 * The price book version on which an amendment's prices are based; the contract has its own prices. Visible to the
 * maker only.
 */
@Entity('amendment_price_book')
@ForeignKey(() => ContractAmendment, ['makerId', 'amendmentId'], ['makerId', 'id'], {
  name: 'amendment_price_book_amendment_fk',
  onDelete: 'CASCADE',
})
@ForeignKey(() => PriceBookVersion, ['makerId', 'versionId'], ['makerId', 'id'], {
  name: 'amendment_price_book_version_fk',
})
export class AmendmentPriceBook {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'amendment_price_book_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'amendment_price_book_pk' })
  amendmentId: string;

  @Column('uuid')
  versionId: string;
}
