module.exports = {
  testEnvironment: "jsdom",
  testMatch: ["<rootDir>/tests/*.test.js"],
  cacheDirectory: "<rootDir>/node_modules/.cache/jest",
};
