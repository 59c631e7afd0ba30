/** Reads tables of FlatBuffers, in which everything is found by offsets. Reading beyond the end throws a RangeError. */
export class FlatBuffer {
  readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Where a field of the table at `table` lies, or 0 where it is left out. */
  field(table: number, field: number): number {
    const fields = table - this.view.getInt32(table, true);
    const at = 4 + 2 * field;
    const offset = at < this.view.getUint16(fields, true) ? this.view.getUint16(fields + at, true) : 0;
    return offset === 0 ? 0 : table + offset;
  }

  /** Where the offset at `at` leads. */
  follow(at: number): number {
    return at + this.view.getUint32(at, true);
  }

  /** A field of 8 bytes, 0 where it is left out. */
  long(table: number, field: number): number {
    const at = this.field(table, field);
    return at === 0 ? 0 : Number(this.view.getBigInt64(at, true));
  }

  /**
   * Where the tables of a vector lie.
   * @throws RangeError where it says that it has more than there is room for.
   */
  tables(table: number, field: number): number[] {
    return this.structs(table, field, 4).map((at) => this.follow(at));
  }

  /**
   * Where the structs of a vector lie, which stand in it one behind the other.
   * @param size of each, in bytes
   * @throws RangeError where it says that it has more than there is room for.
   */
  structs(table: number, field: number, size: number): number[] {
    const at = this.field(table, field);
    if (at === 0) return [];
    const vector = this.follow(at);
    const count = this.view.getUint32(vector, true);
    if (vector + 4 + size * count > this.view.byteLength) throw new RangeError('a vector beyond the end');
    return Array.from({ length: count }, (_, i) => vector + 4 + size * i);
  }

  /** Makes a field of a table one that is left out. */
  leaveOut(table: number, field: number): void {
    this.view.setUint16(table - this.view.getInt32(table, true) + 4 + 2 * field, 0, true);
  }
}
