using System.Text.Json;

namespace Chancery.Policy.Tests.Support;

/// <summary>What is expected must be there; an object may have more members, a list has exactly these items. An expected null means absent.</summary>
internal static class JsonSubset
{
    /// <summary>Where the actual JSON differs first; null if it fulfils the expectation.</summary>
    public static string? Difference(JsonElement expected, JsonElement actual, string path = "")
    {
        if (expected.ValueKind != actual.ValueKind)
            return $"{path}: expected {expected.GetRawText()}, is {actual.GetRawText()}";
        return expected.ValueKind switch
        {
            JsonValueKind.Object => OfObjects(expected, actual, path),
            JsonValueKind.Array => OfArrays(expected, actual, path),
            _ => expected.GetRawText() == actual.GetRawText() || expected.ToString() == actual.ToString() ? null
                : $"{path}: expected {expected.GetRawText()}, is {actual.GetRawText()}",
        };
    }

    private static string? OfObjects(JsonElement expected, JsonElement actual, string path)
    {
        foreach (var member in expected.EnumerateObject())
        {
            var there = actual.TryGetProperty(member.Name, out var value);
            if (member.Value.ValueKind == JsonValueKind.Null && !there)
                continue;
            if (!there)
                return $"{path}/{member.Name}: missing in {actual.GetRawText()}";
            if (Difference(member.Value, value, $"{path}/{member.Name}") is { } difference)
                return difference;
        }

        return null;
    }

    private static string? OfArrays(JsonElement expected, JsonElement actual, string path)
    {
        if (expected.GetArrayLength() != actual.GetArrayLength())
            return $"{path}: expected {expected.GetRawText()}, is {actual.GetRawText()}";
        return Enumerable.Range(0, expected.GetArrayLength()).Select(i => Difference(expected[i], actual[i], $"{path}/{i}")).FirstOrDefault(difference => difference is not null);
    }
}
