export { BomLine } from './entities/bom-line.entity.js';
export { KitPart } from './entities/kit-part.entity.js';
export { Kit } from './entities/kit.entity.js';
export { Part } from './entities/part.entity.js';
export { PartsModule } from './parts.module.js';
export {
  PartsQueries,
  type BomAssembly,
  type KitView,
  type PartFilter,
  type PartView,
} from './parts.queries.js';
