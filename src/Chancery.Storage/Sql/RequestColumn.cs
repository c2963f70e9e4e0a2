using System.Text.Json;
using Chancery.Mail.Envelopes;

namespace Chancery.Storage.Sql;

/// <summary>A delivery request as JSON; null where nothing was asked.</summary>
internal static class RequestColumn
{
    public static string? Of(DeliveryRequest request) => request.IsNone
        ? null
        : JsonSerializer.Serialize(new RequestForm(
            request.Return, request.EnvelopeId, request.RequireTls,
            [.. request.Recipients.Select(r => new RecipientForm(r.Key, r.Value.Notify, r.Value.OriginalRecipient))]), ColumnJson.Default.RequestForm);

    public static DeliveryRequest Read(string? column)
    {
        if (column is null)
            return DeliveryRequest.None;
        var form = JsonSerializer.Deserialize(column, ColumnJson.Default.RequestForm) ?? throw new JsonException("an empty delivery request");
        return new DeliveryRequest
        {
            Return = form.Return,
            EnvelopeId = form.EnvelopeId,
            RequireTls = form.RequireTls,
            Recipients = form.Recipients.ToDictionary(
                r => r.Address, r => new RecipientRequest(r.Notify, r.OriginalRecipient), StringComparer.OrdinalIgnoreCase),
        };
    }
}

internal sealed record RequestForm(ReturnContent? Return, string? EnvelopeId, bool RequireTls, IReadOnlyList<RecipientForm> Recipients);

internal sealed record RecipientForm(string Address, Notify? Notify, string? OriginalRecipient);
