// Small PNGs: screenshots have few colors, and a palette of 40 needs a third of the bytes.
import { deflateSync } from 'node:zlib';

/**
 * @param {Uint8Array} rgba
 * @param {{ width: number, height: number, colors?: number }} o
 * @returns {Buffer} a PNG with a palette; transparency is left out
 */
export function encodePng(rgba, { width, height, colors = 40 }) {
  const { palette, indexOf } = quantize(rgba, colors);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    // Each row begins with its filter, which is 0: palette indexes don't gain by any.
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = indexOf(rgba, (y * width + x) * 4);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits for each index into a palette.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The most frequent colors, but no two that look alike; every other color becomes the nearest of them. */
function quantize(rgba, colors) {
  const counts = new Map();
  const keyOf = (data, at) => (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
  for (let at = 0; at < rgba.length; at += 4) {
    const key = keyOf(rgba, at);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const parts = (key) => [key >> 16, (key >> 8) & 255, key & 255];
  const distance = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([key]) => parts(key));
  const palette = [];
  // First those that differ much, so that a rare icon keeps its color; then whatever there is room for.
  for (const apart of [2500, 300, 1]) {
    for (const color of byCount) {
      if (palette.length < colors && palette.every((each) => distance(each, color) >= apart)) palette.push(color);
    }
  }
  const known = new Map();
  const nearest = (color) =>
    palette.reduce((best, each, at) => (distance(each, color) < distance(palette[best], color) ? at : best), 0);
  const indexOf = (data, at) => {
    const key = keyOf(data, at);
    if (!known.has(key)) known.set(key, nearest(parts(key)));
    return known.get(key);
  };
  return { palette, indexOf };
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const result = Buffer.alloc(body.length + 8);
  result.writeUInt32BE(data.length, 0);
  body.copy(result, 4);
  result.writeUInt32BE(crc(body), body.length + 4);
  return result;
}

function crc(bytes) {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}
