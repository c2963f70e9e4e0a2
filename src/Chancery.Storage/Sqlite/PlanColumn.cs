using System.Text.Json;
using System.Text.Json.Serialization;
using Chancery.Policy.Plans;

namespace Chancery.Storage.Sqlite;

/// <summary>A plan as it stands in its column: every member, so that what is read equals what was written.</summary>
internal static class PlanColumn
{
    public static string Write(Plan plan) => JsonSerializer.Serialize(plan, PlanColumnJson.Default.Plan);

    public static Plan Read(string json) => JsonSerializer.Deserialize(json, PlanColumnJson.Default.Plan)!;

    internal sealed class ListConverter<T> : JsonConverter<EquatableList<T>>
    {
        public override EquatableList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new((T[])JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(typeof(T[])))!);

        public override void Write(Utf8JsonWriter writer, EquatableList<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray(), options.GetTypeInfo(typeof(T[])));
    }

    internal sealed class MapConverter : JsonConverter<EquatableMap>
    {
        public override EquatableMap Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize(ref reader, PlanColumnJson.Default.DictionaryStringString)!);

        public override void Write(Utf8JsonWriter writer, EquatableMap value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToDictionary(), PlanColumnJson.Default.DictionaryStringString);
    }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters =
[
    typeof(PlanColumn.ListConverter<Method>), typeof(PlanColumn.ListConverter<Try>), typeof(PlanColumn.ListConverter<FileLink>),
    typeof(PlanColumn.ListConverter<PlannedAction>), typeof(PlanColumn.ListConverter<string>), typeof(PlanColumn.MapConverter),
])]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(Method[]))]
[JsonSerializable(typeof(Try[]))]
[JsonSerializable(typeof(FileLink[]))]
[JsonSerializable(typeof(PlannedAction[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class PlanColumnJson : JsonSerializerContext;
