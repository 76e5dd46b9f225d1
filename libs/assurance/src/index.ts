export { ProofPack } from './entities/proof-pack.entity.js';
export { ProofPackWriter } from './pack/proof-pack-writer.service.js';
export type { ProofPackView } from './pack/proof-packs.queries.js';
export { ProofPacks, rootWithin } from './pack/proof-packs.service.js';
export {
  type CorrectionProof,
  type LineProof,
  ProofsService,
  type ReadingsFilter,
} from './proof/proofs.service.js';
export { AssuranceModule } from './assurance.module.js';
